import { createHash } from 'node:crypto';

/** Each of tawk.to's events is about one person; a few more addresses are allowed. */
const MAX_EMAILS = 10;

/** An e-mail address as it is compared: in lower case, without surrounding spaces. */
export function plainEmail(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * The e-mail addresses of the person that an event is about: a chat's visitor, a ticket's requester. These are the
 * values of `email` in the event itself, in its objects, and in the objects within these; texts that people wrote are
 * not searched.
 * @param event a webhook's JSON, of any form
 */
export function emailsIn(event: unknown): string[] {
  const found = new Set<string>();
  const look = (value: unknown, deeper: number) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
    for (const [name, each] of Object.entries(value)) {
      if (name === 'email' && typeof each === 'string' && each.trim() !== '') found.add(plainEmail(each));
      else if (deeper > 0) look(each, deeper - 1);
    }
  };
  look(event, 2);
  return [...found].slice(0, MAX_EMAILS);
}

/**
 * The name under which the store remembers a forgotten person, while tawk.to may still send older events. The address
 * cannot be read from it.
 */
export function nameOfEmail(email: string): string {
  return fingerprint(`email ${plainEmail(email)}`);
}

/** The name under which the store remembers a forgotten chat or tawk.to ticket. */
export function nameOfSubject(property: string, subject: string): string {
  return fingerprint(`subject ${property} ${subject}`);
}

/** All names under which an event may have been forgotten. */
export function namesOf(event: { property: string; subject: string; emails?: string[] | undefined }): string[] {
  return [nameOfSubject(event.property, event.subject), ...(event.emails ?? []).map(nameOfEmail)];
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
