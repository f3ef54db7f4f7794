/** A tag of Live Helper Chat's BBCode. Between two brackets each is looked at once, so that it takes no longer than the text is long. */
const TAG = /\[(?<end>\/?)(?<name>[a-z_]+|\*)(?:=(?<value>[^[\]\n]{0,500})|\d{1,4})?\]/gi;

/** Tags that only say how a text looks: the text is kept. */
const LOOKS =
  /^(b|i|u|s|mark|plain|list|fs|color|level|button_action|html|html_snippet|img|youtube|loc|quote|translation)$/i;

/** Tags without a text of their own; a file is told beside the message. */
const NOTHING = /^(file|survey)$/i;

/**
 * A message in plain words, as far as its tags are known (lib/core/lhbbcode of Live Helper Chat): all else stays as it was
 * written, HTML and smileys included. It is not harmless yet: that is done to all texts alike where they go to iTop.
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
