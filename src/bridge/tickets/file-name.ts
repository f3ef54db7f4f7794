import { beginning, utf8Length } from '../markup/text';
import { oneLine, titleOf } from '../markup/title';

/** iTop keeps 255 characters; 2.7 counts bytes. Room is left for what iTop writes around a name in its history. */
const MAX_NAME_BYTES = 200;

/** How many characters of a name are read. */
const MAX_READ_CHARS = 5000;

/**
 * What browsers show without running anything in it. Everything else, HTML and SVG too, is stored as bytes without a
 * type: browsers then save the file, whatever address opens it.
 */
const TYPES: Record<string, string> = {
  ...{ png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' },
  ...{ pdf: 'application/pdf', txt: 'text/plain', log: 'text/plain', csv: 'text/plain' },
};

/** The media type of an attachment, by the end of its name alone. */
export function typeOf(name: string): string {
  return TYPES[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/**
 * The name of a file as it was sent, as far as it is harmless: without folders, without characters that no system
 * allows in names or that change how the name is read, not too long, never empty. Its ending stays.
 */
export function fileNameOf(sent: string): string {
  const last = oneLine(sent.slice(-MAX_READ_CHARS)).split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cf}\p{Co}]/gu, '').replace(/[<>:"|?*]/g, '_');
  const [, base = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,10})?$/.exec(plain) ?? [];
  const { title } = titleOf(base.replace(/^[\s.]+|[\s.]+$/g, ''));
  const room = MAX_NAME_BYTES - ending.length;
  return (beginning(title, room, utf8Length).trimEnd() || 'file') + ending;
}
