/** Relative luminance as WCAG 2 defines it, of a colour as browsers compute it, such as `rgb(11, 122, 62)`. */
export function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((value) => {
    const share = +value / 255;
    return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far a colour stands out from another, from 1 to 21: text needs 4.5, an edge 3. */
export function contrast(color: string, ground: string): number {
  const [one, other] = [luminance(color) + 0.05, luminance(ground) + 0.05];
  return one > other ? one / other : other / one;
}

/** Black and white are read equally well on a ground of this luminance: with a contrast of 4.58. */
export const MIDDLE = 0.179;

/** Where boxes stand in a light page, and in a dark one; `edge` is of what is typed into, `fresh` of what is new. */
const LIGHT = {
  ink: 'rgb(31,35,40)',
  ground: 'rgb(255,255,255)',
  quiet: '#5c6370',
  line: '#d5d9df',
  soft: '#f1f3f5',
  edge: '#7d838d',
  fresh: '#b42d08',
  there: '#1a7f37',
};
const DARK: typeof LIGHT = {
  ink: 'rgb(236,238,241)',
  ground: 'rgb(34,38,43)',
  quiet: '#b9c0cb',
  line: '#ffffff33',
  soft: '#ffffff14',
  edge: '#9aa2ae',
  fresh: '#ffb3a3',
  there: '#6fdd8b',
};
/** On a page that is lighter than this, though dark, our light ink is not read well. */
const DARK_GROUND = 0.06;

/**
 * What the page's colours make of ours: dark where the page is dark, whatever the system is. The ink is the page's own
 * where it is read well, and so is a dark ground.
 *
 * @param color the operator's
 */
export function coloursFor(color: string): Record<string, string> {
  const page = [document.body, document.documentElement]
    .map((each) => getComputedStyle(each).backgroundColor)
    .find((each) => !each.endsWith(', 0)'));
  const light = page ? luminance(page) : 1;
  const colours = { ...(light < MIDDLE ? DARK : LIGHT) };
  if (page && light < DARK_GROUND) colours.ground = page;
  const ink = getComputedStyle(document.body).color;
  if (contrast(ink, colours.ground) > 7) colours.ink = ink;
  const on = luminance(color) > MIDDLE ? '#000' : '#fff';
  // What has the operator's colour has an edge where its ground has nearly the same.
  const rim = (ground: string): string => (contrast(color, ground) < 3 ? on : 'transparent');
  return { ...colours, color, on, rim: rim(colours.ground), bubble: rim(page ?? colours.ground) };
}
