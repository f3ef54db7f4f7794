import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether a header has the form of a signature: tawk.to sends the HMAC-SHA1 as lower-case hexadecimal digits. */
export function isSignature(header: string | undefined): header is string {
  return header !== undefined && /^[0-9a-f]{40}$/i.test(header);
}

/** HMAC-SHA1 of the raw body, as tawk.to's webhooks are signed (developer.tawk.to/webhooks). */
export function sign(body: Buffer, secret: string): Buffer {
  return createHmac('sha1', secret).update(body).digest();
}

/** The first of `keys` whose secret signed this body. Compares in constant time. */
export function findSigner<Key extends { secret: string }>(
  body: Buffer,
  signature: string,
  keys: Key[],
): Key | undefined {
  const given = Buffer.from(signature, 'hex');
  return keys.find(({ secret }) => timingSafeEqual(sign(body, secret), given));
}
