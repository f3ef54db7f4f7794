import type { Answer } from '../../contract/panel-answer';
import { element } from './dom';

const UNITS: [unit: string, seconds: number][] = [
  ['hour', 3600],
  ['minute', 60],
];

/** How long an answer usually takes, such as "An answer usually takes 5 minutes"; null where that is not known. */
export function usualAnswer({ usual, lang }: Answer): HTMLElement | null {
  if (!usual) return null;
  const [median, sentence] = usual;
  // Less than a minute is one: nobody is held to seconds.
  const seconds = Math.max(median, 60);
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) as [string, number];
  const time = new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.round(seconds / length),
  );
  return element('small', { textContent: sentence.replace('%1$s', time) });
}
