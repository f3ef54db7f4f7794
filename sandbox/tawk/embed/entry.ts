import { page } from './tawk-globals';

// The stand-in of the script at https://embed.tawk.to/<property>/<widget> (facts/tawk-client.md §1).
const { origin, pathname } = new URL((document.currentScript as HTMLScriptElement).src);
const [, propertyId = '', widgetId = ''] = pathname.split('/');
page.$_Tawk_AccountKey = propertyId;
page.$_Tawk_WidgetId = widgetId;
page.$_Tawk_Unstable = false;
page.$_Tawk ||= {};

if (document.readyState === 'complete') insertScripts();
else addEventListener('load', insertScripts);

function insertScripts(): void {
  if (page.$_Tawk.init !== undefined) return;
  page.$_Tawk.init = true;
  const first = document.scripts[0] as HTMLScriptElement;
  for (const name of ['main', 'vendor', 'chunk-vendors', 'chunk-common', 'runtime', 'app']) {
    const script = document.createElement('script');
    script.src = `${origin}/_s/v4/app/sandbox/js/twk-${name}.js`;
    script.charset = 'UTF-8';
    script.setAttribute('crossorigin', '*');
    first.parentNode?.insertBefore(script, first);
  }
}
