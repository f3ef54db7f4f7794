/** Relative luminance as WCAG 2 defines it, of a colour as browsers compute it, such as `rgb(11, 122, 62)`. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((value) => {
    const share = +value / 255;
    return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far a colour stands out from another, from 1 to 21: text needs 4.5, an edge 3. */
function contrast(...colors: [string, string]): number {
  const [dark = 0, light = 0] = colors.map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Black and white are read equally well on a ground of this luminance: with a contrast of 4.58. */
const MIDDLE = 0.179;
/** On a dark ground that is lighter than this, no ink is read well enough for what is said more quietly. */
const DARK = 0.06;
/** What an ink needs so that what is mixed with its ground is still read (chat/style.ts). */
const CLEAR = 9;

/**
 * What the page's colours make of ours, as custom properties: dark where the page is dark, whatever the system is. Ink
 * and a dark ground are the page's own where they are read well.
 *
 * @param color the operator's, as browsers compute it
 */
export function coloursFor(color: string): string {
  const { color: pageInk } = getComputedStyle(document.body);
  const page =
    [document.body, document.documentElement]
      .map((each) => getComputedStyle(each).backgroundColor)
      .find((each) => !each.endsWith(', 0)')) ?? 'rgb(255,255,255)';
  const isDark = luminance(page) < MIDDLE;
  const ground = isDark ? (luminance(page) < DARK ? page : 'rgb(34,38,43)') : 'rgb(255,255,255)';
  const own = isDark ? 'rgb(236,238,241)' : 'rgb(31,35,40)';
  const ink = contrast(pageInk, ground) > CLEAR ? pageInk : own;
  // What has the operator's colour has an edge where its ground is nearly the same.
  const rim = (behind: string): string => (contrast(color, behind) < 3 ? 'var(--edge)' : 'transparent');
  return `--color:${color};--on:${luminance(color) > MIDDLE ? '#000' : '#fff'};--ink:${ink};--ground:${ground};--rim:${rim(ground)};--bubble:${rim(page)};`;
}
