const UNITS: [unit: string, seconds: number][] = [
  ['hour', 3600],
  ['minute', 60],
];

/**
 * How long an answer usually takes, such as "An answer usually takes 5 minutes".
 *
 * @param sentence with `%1$s` for the time
 */
export function usualAnswer([median, sentence]: [seconds: number, sentence: string], lang: string): string {
  // Less than a minute is shown as one: nobody should have to answer within seconds.
  const seconds = Math.max(median, 60);
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) as [string, number];
  const format = new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' });
  return sentence.replace('%1$s', format.format(Math.round(seconds / length)));
}
