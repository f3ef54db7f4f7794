import { isThisMachine, sayable } from '../../address';
import { appRootUrl } from '../../files/config-file';
import type { Finding } from '../../finding';
import { PROVIDERS, providerOf, rootOf, TITLES } from '../../provider';
import { isRight, isUnset, ruleOf } from '../../settings';
import { copyInForce, type Inspection } from '../inspection';
import { desksOf } from './desks';
import { settingOf, warn } from './warning';

/** Does the provider have all its settings, and has every setting an effect? */
export function providerFindings(inspection: Inspection): Finding[] {
  if (!copyInForce(inspection.own)) return [];
  const provider = providerOf(inspection.settings);
  if (provider === undefined) return [];
  return [
    ...(provider === 'livehelperchat' ? [...secretFindings(inspection)] : []),
    ...insecureFindings(inspection),
    ...unusedFindings(inspection),
  ];
}

function secretFindings(inspection: Inspection): Finding[] {
  const setting = settingOf(inspection, 'livehelperchat_secret');
  if (!setting || !isUnset(setting.value)) return [];
  const what =
    'nothing proves who is asking ("livehelperchat_secret" is not set): for the bridge every visitor is an unknown person';
  const remedy = 'Run itop-tawk setup, which makes one, and give the bridge the same (identity_secrets).';
  return [warn('identity-not-proved', what, remedy, setting)];
}

/** Browsers load nothing by http into an https page, except from the machine itself. */
function insecureFindings(inspection: Inspection): Finding[] {
  if (!appRootUrl(inspection.config).startsWith('https:')) return [];
  const plain = settingOf(inspection, 'livehelperchat_url');
  const isPlain = providerOf(inspection.settings) === 'livehelperchat' && isUsable(plain?.value);
  const all = [
    ...(isPlain ? [{ whose: '"livehelperchat_url"', url: rootOf(String(plain?.value).trim()), setting: plain }] : []),
    ...desksOf(inspection).flatMap((desk) =>
      typeof desk === 'string' || desk.url === undefined
        ? []
        : [
            {
              whose: `entry ${desk.number} of "widgets"`,
              url: desk.url,
              setting: settingOf(inspection, 'widgets'),
            },
          ],
    ),
  ];
  return all
    .filter(({ url }) => url.startsWith('http:') && URL.canParse(url) && !isThisMachine(new URL(url).hostname))
    .map(({ whose, url, setting }) => ({
      severity: 'error',
      code: 'embed-insecure',
      what: `no chat: ${whose} is an http address (${sayable(url)}), and browsers load nothing from it into this iTop, which has an https address`,
      ...(setting?.place && { place: setting.place }),
      remedy: 'Serve Live Helper Chat by https, and write that address.',
    }));
}

function isUsable(value: unknown): value is string {
  const rule = ruleOf('livehelperchat_url');
  return typeof value === 'string' && rule !== undefined && isRight(rule, value) && URL.canParse(value.trim());
}

/** Settings of a provider that no desk uses. */
function unusedFindings(inspection: Inspection): Finding[] {
  const used = [
    providerOf(inspection.settings),
    ...desksOf(inspection).map((desk) => typeof desk !== 'string' && desk.provider),
  ];
  return PROVIDERS.filter((provider) => !used.includes(provider)).flatMap((provider) => {
    const set = inspection.settings.filter(
      ({ name, value, origin }) =>
        ruleOf(name)?.of === provider && !isUnset(value) && origin !== 'default' && origin !== 'built in',
    );
    if (set.length === 0) return [];
    const names = set.map(({ name }) => `"${name}"`).join(', ');
    const [what, remedy] = [
      `set, and without effect: ${names}. No desk has the provider ${TITLES[provider]} ("provider")`,
      `To use them, write 'provider' => '${provider}'; otherwise remove them.`,
    ];
    return [
      { severity: 'note', code: 'setting-of-other', what, ...(set[0]?.place && { place: set[0].place }), remedy },
    ];
  });
}
