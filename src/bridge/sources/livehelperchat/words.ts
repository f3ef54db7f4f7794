import type { ChatMessage } from './answers';

/** A tag of Live Helper Chat's BBCode. The pattern reads no bracket twice, so a long text cannot make it slow. */
const TAG = /\[(?<end>\/?)(?<name>[a-z_]+|\*)(?:=(?<value>[^[\]\n]{0,500})|\d{1,4})?\]/gi;

/** Tags that only format a text: the text is kept. */
const LOOKS =
  /^(b|i|u|s|mark|plain|list|fs|color|level|button_action|html|html_snippet|img|youtube|loc|quote|translation)$/i;

/** Tags without text of their own. The REST API returns files next to the message. */
const NOTHING = /^(file|survey)$/i;

/**
 * The plain text of a message, without the tags that we know (lib/core/lhbbcode of Live Helper Chat). Everything else
 * stays as it was written, with HTML and smileys. The text is not escaped yet: the bridge does that in one place, when
 * it writes texts into iTop.
 */
export function wordsOf(message: string): string {
  const links: { address: string; at: number }[] = [];
  let words = '';
  let from = 0;
  for (const tag of message.matchAll(TAG)) {
    const { end, name = '', value = '' } = tag.groups as Record<string, string | undefined>;
    const isLink = name.toLowerCase() === 'url';
    if (!isLink && !LOOKS.test(name) && !NOTHING.test(name) && name !== '*') continue;
    words += message.slice(from, tag.index);
    from = tag.index + tag[0].length;
    if (name === '*') words += '• ';
    if (isLink && end === '') links.push({ address: value.replace(/^"|"$/g, ''), at: words.length });
    const link = isLink && end !== '' ? links.pop() : undefined;
    if (link !== undefined && link.address !== '' && words.slice(link.at) !== link.address) {
      words += ` (${link.address})`;
    }
  }
  return (words + message.slice(from)).trim();
}

/** A message from an operator to other operators. It has the operator's id like an answer; only `meta_msg` marks it. */
export function isWhisper({ meta_msg }: ChatMessage): boolean {
  if (meta_msg === '') return false;
  try {
    return JSON.parse(meta_msg)?.content?.whisper === true;
  } catch {
    return false;
  }
}
