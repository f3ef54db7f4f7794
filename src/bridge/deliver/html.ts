import sanitizeHtml from 'sanitize-html';

/** iTop's limit for a ticket's title, in characters (AttributeString, checked with mb_strlen). */
const TITLE_LENGTH = 255;

/**
 * The message of a tawk.to ticket as HTML that is safe in iTop. It may be plain text or HTML; formatting and links stay,
 * images become links (so that opening the ticket calls nobody), everything else goes. iTop sanitises once more.
 */
export function messageHtml(message: string): string {
  if (!/<[a-z][^>]*>/i.test(message)) {
    return textHtml(message);
  }
  return sanitizeHtml(clean(message), {
    allowedTags: [
      ...['p', 'div', 'span', 'br', 'hr', 'b', 'strong', 'i', 'em', 'u', 's', 'blockquote', 'pre', 'code', 'a'],
      ...['ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    transformTags: {
      img: (_tag, { src = '' }) => ({ tagName: 'a', attribs: { href: src }, text: '[image]' }),
    },
  });
}

/** Plain text as HTML: a paragraph, its line breaks kept. */
export function textHtml(text: string): string {
  return `<p>${escapeHtml(text).replace(/\r?\n/g, '<br>')}</p>`;
}

export function escapeHtml(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A title that iTop takes: one line of at most 255 characters. */
export function titleText(text: string): string {
  const characters = [...clean(text).replace(/\s+/g, ' ').trim()];
  return characters.length <= TITLE_LENGTH ? characters.join('') : `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}

/** Without what PHP's json_decode, XML and MySQL choke on: half surrogate pairs and control characters. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}
