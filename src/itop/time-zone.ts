/** Whether this is the name of a time zone: IANA's, such as `Europe/Paris`, or one that Node takes besides. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
