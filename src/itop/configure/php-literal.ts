/** A text, or a list of texts, as a literal of PHP. */
export function phpLiteral(value: string | string[]): string {
  if (Array.isArray(value)) return `array(${value.map((each) => phpLiteral(each)).join(', ')})`;
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}
