import { createHash } from 'node:crypto';

/** tawk.to's events tell of one person each. */
const MAX_EMAILS = 10;

/** An e-mail address as it is compared: without blanks around it, in lower case. */
export function plainEmail(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * The e-mail addresses of whoever an event is of: of a chat's visitor, a ticket's requester. That is what stands as
 * `email` in the event itself, in one of its objects, or in one within these; texts that people wrote are no such place.
 * @param event a webhook's JSON, of whatever form
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

/** Under which a forgotten person is remembered, for as long as tawk.to may send what is older: nobody can read an address of it. */
export function nameOfEmail(email: string): string {
  return fingerprint(`email ${plainEmail(email)}`);
}

/** Under which a forgotten chat, or ticket of tawk.to's, is remembered. */
export function nameOfSubject(property: string, subject: string): string {
  return fingerprint(`subject ${property} ${subject}`);
}

/** The names that an event may be forgotten by. */
export function namesOf(event: { property: string; subject: string; emails?: string[] | undefined }): string[] {
  return [nameOfSubject(event.property, event.subject), ...(event.emails ?? []).map(nameOfEmail)];
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
