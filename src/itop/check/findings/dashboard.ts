import { sayable } from '../../address';
import { appRootUrl } from '../../files/config-file';
import type { Finding } from '../../finding';
import { providerOf, rootOf } from '../../provider';
import { isSameSite } from '../../same-site';
import { isRight, isUnset, listOf, ruleOf } from '../../settings';
import type { EffectiveSetting } from '../effective-settings';
import type { Inspection } from '../inspection';
import { desksOf } from './desks';
import { unknownNames } from './names';
import { settingOf, warn } from './warning';

const PAGE = 'See docs/dashboard.md.';

/** Does anybody have the agents' dashboard in the console, and can a browser show it there? */
export function dashboardFindings(inspection: Inspection): Finding[] {
  const secret = settingOf(inspection, 'dashboard_secret');
  if (!secret || isUnset(secret.value) || !isUsable(secret)) return [];
  const server = settingOf(inspection, 'livehelperchat_url');
  const root = server && isUsable(server) ? rootOf(String(server.value).trim()) : '';
  if (!URL.canParse(root) || !hasDesk(inspection, root)) {
    const what = 'no agent dashboard: "dashboard_secret" is set, but no desk is at the server of "livehelperchat_url"';
    return [warn('dashboard-without-desk', what, PAGE, secret)];
  }
  return [...sameSecret(inspection, secret), ...profiles(inspection), ...otherSite(inspection, root, secret)];
}

function isUsable({ name, value }: EffectiveSetting): boolean {
  const rule = ruleOf(name);
  return rule !== undefined && !isUnset(value) && isRight(rule, value);
}

function hasDesk(inspection: Inspection, root: string): boolean {
  if (providerOf(inspection.settings) === 'livehelperchat') return true;
  return desksOf(inspection).some((desk) => typeof desk !== 'string' && desk.url === root);
}

/** The bridge has the one secret; with the other, it could log in as every operator. */
function sameSecret(inspection: Inspection, secret: EffectiveSetting): Finding[] {
  const identity = settingOf(inspection, 'livehelperchat_secret');
  if (typeof identity?.value !== 'string' || identity.value.trim() !== String(secret.value).trim()) return [];
  const what = '"dashboard_secret" and "livehelperchat_secret" are the same: whoever has one of them has both';
  return [warn('dashboard-secret-shared', what, 'Make another one for auto login: openssl rand -hex 32', secret)];
}

function profiles(inspection: Inspection): Finding[] {
  const setting = settingOf(inspection, 'dashboard_profiles');
  if (!setting) return [];
  if (listOf(setting.value)?.length === 0) {
    const what = 'no agent dashboard: "dashboard_profiles" is empty, so nobody has it';
    return [warn('dashboard-nobody', what, "Name the agents' profiles, for example array('Support Agent').", setting)];
  }
  // an iTop need not have every profile of the default
  if (!inspection.compiled || setting.origin === 'default' || setting.origin === 'built in') return [];
  return unknownNames(setting, 'profile', [...new Set(['Administrator', ...inspection.compiled.profiles])]);
}

function otherSite(inspection: Inspection, root: string, secret: EffectiveSetting): Finding[] {
  const itop = appRootUrl(inspection.config);
  if (itop === '' || isSameSite(new URL(itop), new URL(root))) return [];
  const what = `the agent dashboard may show only a log-in form: this iTop (${itop}) and Live Helper Chat (${sayable(root)}) are different sites for a browser, which then keeps no cookie of Live Helper Chat inside iTop`;
  const remedy =
    'Give both a host in the same domain, with https; or write allow_iframe => true into settings/settings.ini.php of Live Helper Chat, which then needs https.';
  return [warn('dashboard-other-site', what, remedy, secret)];
}
