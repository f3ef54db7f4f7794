import { expect, test } from 'vitest';
import { API_KEY, inEachItop, type Page, VALID } from './itop';

/** The JSON in the page, as it stands there. */
const json = ({ script }: Page) => /w\.itopTawk=(.*?);if\(!w\.Tawk_API\)/.exec(script)?.[1];

const TEXTS = String.raw`"open":"Chat with us","opening":"Opening the chat\u2026","unreachable":"The chat cannot be reached right now.","unkept":"Your browser keeps nothing for this page: its storage is full or blocked. The chat does not work without it.","away":"No agents are online right now.","retry":"Try again","close":"Close","cancel":"Cancel","news":"New messages: %1$s","hide":"Hide the chat","hideAsk":"You can find it again in the user menu.","hidePage":"On this page","hideToday":"For today","overview":"Back to the overview"`;
const LAUNCHER = `"launcher":{"color":"#0b7a3e","position":"bottom-right","offset":20,"zIndex":1000000},"texts":{${TEXTS}`;
const PANEL = String.raw`"panel":{"url":"/pages/exec.php?exec_module=combodo-tawk-integration\u0026exec_page=panel.php\u0026exec_env=production\u0026portal_id=itop-portal","tells":[`;
const NEWS = '"news":"/env-production/combodo-tawk-integration/asset/js/aside.js?v=2.1.0"';
const END = String.raw`"newRequest":["New request","/pages/exec.php/browse/services?exec_module=itop-portal-base\u0026exec_page=index.php\u0026portal_id=itop-portal"],"chatUrl":"/env-production/combodo-tawk-integration/asset/js/chat.js?v=2.1.0"}`;
const USER = '"user":"c3ba70bcee67a81ee2a7a216b6a7741d","mark":"itop-tawk-6c4a4007","load":"idle"';

inEachItop(
  (itop) => {
    test('a page with tawk.to has, byte for byte, what it had before there was another provider', async () => {
      await itop.configure(VALID);
      expect(json(await itop.portal())).toBe(
        `{"embedUrl":"https://embed.tawk.to/${VALID.property_id}/default",${USER},"consent":"none",${LAUNCHER}},` +
          `${PANEL}"answered"]},${NEWS},"visitor":{"name":"Paula Portal","email":"paula.portal@example.com","organization":"Demo","language":"English"},${END}`,
      );
    });

    test('so has one with secure mode, the consent, and two desks', async () => {
      await itop.configure({
        ...VALID,
        api_key: API_KEY,
        consent: 'ask',
        share: ['name', 'email', 'phone'],
        widgets: [{ portals: ['elsewhere'], property_id: '0ddc0ffee0ddc0ffee0ddc0f', widget_id: 'other' }],
      });
      const consent = String.raw`"consent":"The chat is provided by tawk.to. When you start it, tawk.to receives: \u2068Paula Portal\u2069, \u2068paula.portal@example.com\u2069, your phone number.","withdrawn":"You have stopped using the chat in another tab, so it has ended here too.","start":"Start"`;
      const properties = `"properties":["${VALID.property_id}","0ddc0ffee0ddc0ffee0ddc0f"]`;
      const hash = '0e5e05b37e3e381be9464569f6089ae17af84d393f2ab84dabc6cf880ba62315';
      expect(json(await itop.portal())).toBe(
        `{"embedUrl":"https://embed.tawk.to/${VALID.property_id}/default",${USER},"consent":"ask",${LAUNCHER},${consent}},` +
          `${PANEL}"facts","answered"]},${NEWS},${properties},"visitor":{"name":"Paula Portal","email":"paula.portal@example.com","hash":"${hash}"},${END}`,
      );
    });
  },
  [
    ['2.7', '7.4'],
    ['3.2', '8.3'],
  ],
);
