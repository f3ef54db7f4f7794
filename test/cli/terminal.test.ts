import { afterEach, expect, test, vi } from 'vitest';
import { paint, print, printJson, table } from '../../src/cli/terminal';

const wasTty = process.stdout.isTTY;
afterEach(() => {
  vi.restoreAllMocks();
  process.stdout.isTTY = wasTty;
  vi.unstubAllEnvs();
});

/** What a terminal gets, colours on. */
function written(work: () => void): string {
  let text = '';
  vi.stubEnv('NO_COLOR', '');
  vi.stubEnv('TERM', 'xterm');
  vi.spyOn(process, 'stdout', 'get').mockReturnValue(Object.assign(process.stdout, { isTTY: true }));
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += chunk;
    return true;
  });
  work();
  return text;
}

const HOSTILE = 'a\u001b[2J\u001b]0;title\u0007\r\nok: all is well\u202egnp.exe\u009b31m\0';

test('what a value holds is never obeyed by the terminal, and stays in its line', () => {
  const text = written(() => print(`value ${HOSTILE}`, [paint('red', HOSTILE), HOSTILE], ...table([['x', HOSTILE]])));
  expect(text.split('\n')).toHaveLength(4);
  expect(text.replaceAll('\u001b[31m', '').replaceAll('\u001b[39m', '')).toMatch(/^[\x20-\x7e\n]*$/);
  expect(text).toContain('a\\u001b[2J\\u001b]0;title\\u0007\\r\\nok: all is well\\u202egnp.exe\\u009b31m\\u0000');
});

test('JSON holds the same value, and is as harmless', () => {
  const text = written(() => printJson({ value: HOSTILE }));
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  expect(JSON.parse(text)).toEqual({ value: HOSTILE });
});

test('columns line up, whatever is in colour', () => {
  const rows = [
    ['a', paint('green', 'yes'), 'x'],
    ['long', 'no', ''],
  ];
  expect(written(() => print(...table(rows)))).toBe('a     \u001b[32myes\u001b[39m  x\nlong  no\n');
});
