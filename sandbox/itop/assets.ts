import { readFile } from 'node:fs/promises';
import { normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Route } from '../http';
import { ITOP_SCRIPT } from './layout';

/** What iTop serves below env-production/<module>, with some of the types that its .htaccess lets through. */
const FOLDER = fileURLToPath(new URL('../../extension/', import.meta.url));
const TYPES: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** iTop's own script, and the files of the module. */
export const assets: Route = async (_request, { pathname }) => {
  if (pathname.endsWith('/js/itop.js'))
    return new Response(ITOP_SCRIPT, { headers: { 'content-type': 'text/javascript' } });
  const [, path] = /\/env-production\/combodo-tawk-integration\/(.+)$/.exec(normalize(pathname)) ?? [];
  const type = TYPES[path?.split('.').pop() ?? ''];
  if (!path || !type) return undefined;
  const content = await readFile(FOLDER + path).catch(() => null);
  return new Response(content, { status: content ? 200 : 404, headers: { 'content-type': type } });
};
