import type { TawkApi } from './tawk-api';

/** Milliseconds from look to look. */
const LOOK_EVERY = 50;
/** After so many, tawk.to is taken at its word that its bubble is shown, even if no frame of it is seen: 3 seconds. */
const LOOKS = 60;

/**
 * Calls back once tawk.to's own bubble or window is really on the screen.
 *
 * tawk.to draws in frames; one that was not in the page before and can be seen is its bubble. Where tawk.to shows
 * none (a property may hide it while nobody is online), there is no call.
 *
 * @param before frames that were in the page before tawk.to came
 */
export function whenShown(
  api: TawkApi,
  before: HTMLIFrameElement[],
  shown: (frame?: HTMLElement) => void,
  looksLeft = LOOKS,
): void {
  const frame = [...document.querySelectorAll('iframe')].find(
    (found) =>
      !before.includes(found) &&
      found.offsetWidth > 1 &&
      found.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }),
  );
  if ((frame || !looksLeft) && !api.isChatHidden?.()) shown(frame);
  else if (looksLeft) setTimeout(whenShown, LOOK_EVERY, api, before, shown, looksLeft - 1);
}
