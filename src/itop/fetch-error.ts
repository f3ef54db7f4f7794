/**
 * Why `fetch` got no answer: a code of Node or undici, such as ECONNREFUSED, or a few words. fetch's own message
 * ("fetch failed") says nothing, or repeats the whole address.
 */
export function fetchFailure(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: unknown; message?: unknown } };
  return String(cause?.code ?? cause?.message ?? (name === 'TimeoutError' ? 'no answer in time' : name));
}
