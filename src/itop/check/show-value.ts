import { DESK } from '../../contract/desks';
import { sayable } from '../address';
import { isHash, PhpExpression, type PhpValue } from '../files/php-file';
import { isPlaceholder, listOf, type SettingRule } from '../settings';

/** The keys of desks in "widgets" are as secret as the plain ones. */
const SECRET_PARTS = DESK.filter(({ secret }) => secret).map(({ name }) => name);

/** Looks like a key that somebody pasted into the wrong setting: 40 letters and digits, or a long hexadecimal one. */
const LOOKS_SECRET = /^([a-z0-9]{40}|[a-f0-9]{64,})$/i;

/**
 * A value as it may be shown: only the length of secrets, addresses without their secrets, PHP as it is in the file.
 */
export function showValue(value: PhpValue | undefined, rule: SettingRule | undefined): string {
  if (value === undefined || value === null) return '(not set)';
  if (!rule) return '(not shown: unknown setting)';
  if (isPlaceholder(value)) return String(value);
  if (rule.secret)
    return typeof value === 'string' ? `•••••• (${value.trim().length} characters)` : '•••••• (not a string)';
  if (rule.address && value !== '') return address(value);
  if (rule.name === 'allowed_profiles' && listOf(value)?.length === 0) return '(empty list: everybody)';
  return rule.name === 'widgets' ? desks(value) : plain(value);
}

/** The number of desks, and the operator's names for them: the rest would be longer than a line. */
function desks(value: PhpValue): string {
  const list = listOf(value) ?? [];
  const names = list.map((desk) =>
    plain((isHash(desk) && (desk.name ?? desk.widget_id ?? desk.livehelperchat_url)) || '?'),
  );
  return list.length === 0 ? plain(value) : `${list.length} (${names.join(', ')})`;
}

/** A path on iTop's host is an address too. */
function address(value: PhpValue): string {
  if (typeof value !== 'string') return value instanceof PhpExpression ? '(PHP, not a literal)' : '(not a string)';
  return /^\/[^/\\]/.test(value) ? (value.split(/[?#]/, 1)[0] ?? '') : sayable(value);
}

function plain(value: PhpValue): string {
  if (value instanceof PhpExpression) return `(PHP, not a literal) ${value.source}`;
  if (Array.isArray(value)) return value.length === 0 ? '(empty list)' : value.map(plain).join(', ');
  if (isHash(value))
    return Object.entries(value)
      .map(([key, entry]) => `${plain(key)} = ${SECRET_PARTS.includes(key) ? '••••••' : plain(entry)}`)
      .join(', ');
  if (typeof value === 'string' && LOOKS_SECRET.test(value.trim())) return `•••••• (${value.trim().length} characters)`;
  return value === '' ? "''" : String(value);
}
