import { PROPERTY_ID, WIDGET_ID } from '../../contract/ids';
/** The ids in a text from tawk.to: the property, and usually a widget of it. */
export interface TawkIds {
  property: string;
  widget?: string;
}

/** `…/<property>/<widget>` in an embed script or a direct chat link; the widget ends where a word ends. */
const ADDRESS = new RegExp(
  `\\b(?:embed\\.tawk\\.to|tawk\\.to/chat)/(${PROPERTY_ID})(?:/(${WIDGET_ID})(?![0-9a-z]))?`,
  'gi',
);

/** The two ids alone, as people note them down. */
const PAIR = new RegExp(`^\\W*(${PROPERTY_ID})(?:[\\s/,;|]+(${WIDGET_ID}))?\\W*$`, 'i');

/** A property somewhere in an address of the dashboard, such as `https://dashboard.tawk.to/#/admin/<property>`. */
const PROPERTY = new RegExp(`(?<![0-9a-z])(${PROPERTY_ID})(?![0-9a-z])`, 'gi');

/**
 * The ids in a text that somebody has pasted: tawk.to's whole snippet, the direct chat link, an address of the
 * dashboard, or the ids alone; however the text was quoted or escaped.
 *
 * @returns undefined if there are none; `several` if they are not the same everywhere
 */
export function readTawkIds(pasted: string): TawkIds | 'several' | undefined {
  const text = plain(pasted);
  const addresses = [...text.matchAll(ADDRESS)].map(([, property = '', widget]) => ({ property, widget }));
  const [, property, widget] = PAIR.exec(text) ?? [];
  const pair = property === undefined ? [] : [{ property, widget }];
  const alone = [...text.matchAll(PROPERTY)].map(([, id = '']) => ({ property: id, widget: undefined }));
  // two properties are not a property with its widget
  const found = [addresses, alone.length > 1 ? alone : pair, alone].find((each) => each.length > 0) ?? [];
  const properties = new Set(found.map((each) => each.property.toLowerCase()));
  const widgets = new Set(found.flatMap((each) => each.widget ?? []));
  if (properties.size > 1 || widgets.size > 1) return 'several';
  const [only] = properties;
  const [which] = widgets;
  return only === undefined ? undefined : { property: only, ...(which !== undefined && { widget: which }) };
}

/**
 * Without the forms that JSON, HTML, an address or a word processor gives a slash, and without invisible characters.
 */
function plain(text: string): string {
  return text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\\+\/|&#x2f;|&#0*47;|&sol;|%(?:25)*2f/gi, '/')
    .trim();
}
