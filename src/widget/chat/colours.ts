/** Relative luminance as defined by WCAG 2, of a computed colour such as `rgb(11, 122, 62)`. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((value) => {
    const share = +value / 255;
    return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, from 1 to 21: text needs 4.5, an edge 3. */
function contrast(...colors: [string, string]): number {
  const [dark = 0, light = 0] = colors.map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** On a background of this luminance black and white are equally readable: with a contrast of 4.58. */
const MIDDLE = 0.179;
/** On a dark background that is lighter than this, no text colour is readable enough for secondary text. */
const DARK = 0.06;
/**
 * The contrast that a text colour needs so that mixtures of it with the background are still readable (chat/style.ts).
 */
const CLEAR = 9;

/**
 * Derives our colours from the page's, as custom properties: dark if the page is dark, whatever the system's setting.
 * Text colour and a dark background are the page's own if they are readable enough.
 *
 * @param color the operator's colour, as browsers compute it
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
  // An element in the operator's colour gets an edge if the background has nearly the same colour.
  const rim = (behind: string): string => (contrast(color, behind) < 3 ? 'var(--edge)' : 'transparent');
  return `--color:${color};--on:${luminance(color) > MIDDLE ? '#000' : '#fff'};--ink:${ink};--ground:${ground};--rim:${rim(ground)};--bubble:${rim(page)};`;
}
