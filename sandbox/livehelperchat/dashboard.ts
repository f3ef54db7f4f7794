import { createHmac } from 'node:crypto';
import { cookie, html, type Route, redirect } from '../http';

/**
 * Stand-in of the agents' pages of Live Helper Chat: auto login by a signed link, and a dashboard that names the operator.
 * Its session cookie is SameSite=Lax, as the real one.
 * @param framers whom `allow_iframe_domain` names
 */
export function dashboardRoute(secret: string, framers: () => string): Route {
  const headers = () => ({ 'content-security-policy': `frame-ancestors 'self' ${framers()}` });
  return (request, { pathname }) => {
    if (!pathname.startsWith('/index.php/site_admin/')) return undefined;
    const operator = cookie(request, 'operator');
    if (pathname === '/index.php/site_admin/')
      return html(operator ? `<h1>Dashboard of ${operator}</h1>` : '<h1>Please login</h1>', { headers: headers() });
    const [, signature, name = '', end = ''] =
      /autologin\/(\w+)\/\(l\)\/([\w.%-]+)\/\(t\)\/(\d+)$/.exec(pathname) ?? [];
    const signed = createHmac('sha256', secret)
      .update(`${decodeURIComponent(name)},${end}`)
      .digest('hex');
    if (signature !== signed) return html('Invalid autologin hash', { headers: headers() });
    if (Number(end) < Date.now() / 1000) return html('Autologin hash has expired', { headers: headers() });
    return redirect('/index.php/site_admin/', { 'set-cookie': `operator=${name}; Path=/; HttpOnly; SameSite=Lax` });
  };
}
