import type { Portal } from '../../files/compiled';
import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import { listOf } from '../../settings';
import type { EffectiveSetting } from '../effective-settings';
import { copyInForce, type Inspection } from '../inspection';
import { containsPhp } from './settings';

/** Does this iTop have these portals and profiles, and can any user with them get there? */
export function nameFindings({ own, settings, compiled, portalFiles }: Inspection): Finding[] {
  const portals = settings.find(({ name }) => name === 'enabled_portals');
  const profiles = settings.find(({ name }) => name === 'allowed_profiles');
  if (!compiled || !copyInForce(own) || !portals || !profiles) return [];
  const portalIds = compiled.portals.map(({ id }) => id);
  const waiting = [...portalFiles.keys()].filter((id) => !portalIds.includes(id));
  return [
    ...waitingPortals(portals, waiting, portalFiles),
    ...unknownNames(portals, 'portal', portalIds, waiting),
    ...unknownNames(profiles, 'profile', [...new Set(['Administrator', ...compiled.profiles])]),
    ...emptyPortals(portals),
    ...whoGetsIt(portals, profiles, { ...compiled, waiting }),
  ];
}

/** Portals that iTop's setup has not compiled yet. */
function waitingPortals(setting: EffectiveSetting, waiting: string[], files: Map<string, string>): Finding[] {
  return names(setting)
    .filter((name) => waiting.includes(name))
    .map((name) => ({
      severity: 'warning',
      code: 'portal-waits',
      what: `"${setting.name}" names the portal "${name}", which ${files.get(name)} defines and iTop's setup has not compiled yet`,
      ...(setting.place && { place: setting.place }),
      remedy: "Run iTop's setup, with the module of that file selected.",
    }));
}

/** @param waiting names that are not known yet, but not wrong */
export function unknownNames(
  setting: EffectiveSetting,
  kind: 'portal' | 'profile',
  known: string[],
  waiting: string[] = [],
): Finding[] {
  return names(setting)
    .filter((name) => !known.includes(name) && !waiting.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      const all = `This iTop has: ${known.join(', ')}.`;
      const byHand =
        kind === 'profile' ? ' (Profiles that an administrator made in the console are not in its files.)' : '';
      return {
        severity: 'warning',
        code: `unknown-${kind}`,
        what: `"${setting.name}" names a ${kind} that this iTop does not have: "${name}"`,
        ...(setting.place && { place: setting.place }),
        remedy: `${meant ? `Did you mean "${meant}"? ` : ''}${all}${byHand}`,
      };
    });
}

function emptyPortals(setting: EffectiveSetting): Finding[] {
  if (names(setting).length > 0 || listOf(setting.value)?.length !== 0) return [];
  const what = 'no chat: "enabled_portals" is empty';
  const remedy = "Name the portals, for example array('itop-portal').";
  return [{ severity: 'error', code: 'no-portal', what, ...(setting.place && { place: setting.place }), remedy }];
}

interface Known {
  portals: Portal[];
  profiles: string[];
  /** Portals that will exist after the next setup. */
  waiting: string[];
}

/**
 * iTop does not let a user into a portal if the portal denies one of the user's profiles, whatever other profiles the
 * user has.
 */
function whoGetsIt(portals: EffectiveSetting, profiles: EffectiveSetting, known: Known): Finding[] {
  if (containsPhp(portals.value) || containsPhp(profiles.value)) return [];
  const enabled = names(portals);
  const allowed = names(profiles);
  if (enabled.length === 0) return [];
  const isEntered = ({ deny }: Portal) =>
    allowed.length === 0 || allowed.some((name) => isProfile(name, known) && !deny.includes(name));
  const here = known.portals.filter(({ id }) => enabled.includes(id));
  const isAnybody = here.some(isEntered) || enabled.some((name) => known.waiting.includes(name));
  return isAnybody ? here.filter((portal) => !isEntered(portal)).map(nobodyIn) : [nobody()];

  function nobodyIn({ id }: Portal): Finding {
    return {
      severity: 'warning',
      code: 'nobody-there',
      what: `nobody gets the chat in "${id}": iTop lets nobody in there who has one of the "allowed_profiles" (${allowed.join(', ')})`,
      ...(portals.place && { place: portals.place }),
      remedy: `Add a profile of the people who use "${id}" to "allowed_profiles", or take "${id}" out of "enabled_portals".`,
    };
  }

  function nobody(): Finding {
    const isProfileWrong = allowed.length > 0 && !allowed.some((name) => isProfile(name, known));
    const why =
      here.length === 0
        ? `this iTop has none of the "enabled_portals" (${enabled.join(', ')})`
        : isProfileWrong
          ? `this iTop has none of the "allowed_profiles" (${allowed.join(', ')})`
          : `iTop lets nobody with one of the "allowed_profiles" (${allowed.join(', ')}) into "${here.map(({ id }) => id).join('", "')}"`;
    const { place } = isProfileWrong && here.length > 0 ? profiles : portals;
    const byHand =
      'Where an administrator made the profile in the console, which no file tells: see what a user gets with itop-tawk verify.';
    return {
      severity: 'error',
      code: 'nobody',
      what: `no chat: nobody gets it, because ${why}`,
      ...(place && { place }),
      remedy: `Name portals of this iTop, and profiles of the people who use them.${isProfileWrong ? ` ${byHand}` : ''}`,
    };
  }
}

function isProfile(name: string, { profiles }: Known): boolean {
  return name === 'Administrator' || profiles.includes(name);
}

function names({ value }: EffectiveSetting): string[] {
  const strings = (listOf(value) ?? []).filter((entry) => typeof entry === 'string');
  return strings.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
