import { z } from 'zod';
import { PROPERTY_ID } from '../../contract/ids';
import { hasCredentials, hasQuery } from '../../itop/address';
import { isTimeZone } from '../../itop/time-zone';
import { databaseFault, EXPECTED } from '../store/database';
import { duration } from './duration';
import { foundText } from './problems';
import { livehelperchatId } from './provider';
import { ITOP_REFERENCE, referencePatternFault } from './reference-pattern';

/**
 * A placeholder that somebody copied from an example or from Combodo's module; a real password that contains such a
 * word does not match.
 */
const PLACEHOLDER =
  /^\W*(put.?your.*|your.?(web|secret|token|key|pass).*|(ex)?change.?me|replace.?me|placeholder|example|x{3,})\W*$|^(?<one>.)\k<one>*$/i;

/** A text; `what` names the expected value in the error message. */
const text = (what: string) => z.string({ error: ({ input }) => `expected ${what}${foundText(input)}` });

const credential = (what: string) =>
  text(what)
    .min(1, `expected ${what}`)
    .refine((value) => !PLACEHOLDER.test(value), `expected ${what}, found a placeholder`);

const secret = credential('the secret key of the webhook, from tawk.to').min(
  32,
  'expected the secret key of the webhook, at least 32 characters (tawk.to makes 96)',
);

const itop = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: "expected the address of iTop's root, https://…" })
      .refine(
        (url) => !hasCredentials(url),
        "expected iTop's address without user name and password: write those of iTop's user into `user` and `password`; a web server that asks for others has to let /webservices/rest.php through",
      )
      .refine((url) => !hasQuery(url), "expected the address of iTop's root, without ? and # and what follows them"),
    user: text("the login of iTop's user").min(1, "expected the login of iTop's user").optional(),
    password: credential("the password of iTop's user").optional(),
    token: credential('a token made in iTop').optional(),
    timeout: duration.default(30_000),
    /** How long iTop may continue with a request after the bridge stopped waiting for it. */
    settle: duration.default(60_000),
    concurrency: z
      .int('expected a whole number from 1 to 64')
      .min(1, 'expected a whole number from 1 to 64')
      .max(64, 'expected a whole number from 1 to 64')
      .default(4),
  })
  .transform((value, context) => {
    const { user, password, token, ...rest } = value;
    if (token !== undefined && user === undefined && password === undefined) {
      return { ...rest, credentials: { token } };
    }
    if (token === undefined && user !== undefined && password !== undefined) {
      return { ...rest, credentials: { user, password } };
    }
    context.addIssue({ code: 'custom', message: 'expected either user and password, or token' });
    return z.NEVER;
  });

const ticketClass = text('the name of a ticket class of iTop').regex(
  /^[A-Za-z_]\w*$/,
  'expected the name of a ticket class of iTop, such as UserRequest',
);

/** iTop's own classes that chats can be about. Which of them exist depends on the installed modules. */
export const STANDARD_CLASSES = ['UserRequest', 'Incident'];

const ticket = z
  .strictObject({
    class: ticketClass.default('UserRequest'),
    /** The classes of tickets that a chat can be about; `class` is always among them. */
    classes: z.array(ticketClass).default(STANDARD_CLASSES),
    /** What a ticket's reference looks like, so that chats can name it. */
    reference: text('the form of a reference, such as INC\\d{7}')
      .superRefine((value, context) => {
        const message = referencePatternFault(value);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      })
      .default(ITOP_REFERENCE),
    /** Attribute values of each new ticket; values from the chat itself win. */
    defaults: z.record(z.string(), z.json()).default({}),
    fallback: z
      .strictObject({
        caller: z.email('expected the e-mail address of a person in iTop').optional(),
        organization: text('the name of an organization in iTop')
          .min(1, 'expected the name of an organization in iTop')
          .optional(),
      })
      .refine(
        (value) => value.caller !== undefined || value.organization !== undefined,
        'expected caller, organization or both',
      )
      .optional(),
    /** The case log that gets the transcripts. The caller can read the public log in the portal. */
    log: z.enum(['private_log', 'public_log']).default('private_log'),
  })
  .transform((value) => ({ ...value, classes: [...new Set([value.class, ...value.classes])] }));

/** Live Helper Chat's own pages poll more often than this. */
const MIN_POLL_MS = 1000;

/** What can be told in a chat: that a request was made, answers in its public log, changes of its state. */
export const TELL = ['request', 'answer', 'state'] as const;

function isPortal(value: string): boolean {
  const isAddress = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !hasCredentials(value);
  return isAddress || /^[\w-]+$/.test(value);
}

/** How long the server may continue with a request after the bridge stopped waiting for it. */
const SERVER_SETTLES_MS = 120_000;

const timeZone = text('the IANA name of a time zone').refine(
  isTimeZone,
  'expected the IANA name of a time zone, such as Europe/Paris',
);

/** The settings of a property with any provider. */
const common = {
  itop,
  ticket: ticket.prefault({}),
  transcripts: z.enum(['off', 'log', 'missed', 'ticket']).default('log'),
  /** What a missed chat about a ticket does that is closed, or resolved. */
  closed: z.enum(['new', 'log', 'reopen']).default('new'),
  /** Whether each chat is an object of iTop too, where iTop has the module for it. */
  chats: z.enum(['on', 'off']).default('on'),
  /** The time zone of the times in transcripts. */
  time_zone: timeZone.default('UTC'),
};

/** A setting that only the other provider has. @param why the reason to leave it out */
const none = (why: string) => z.undefined({ error: `expected nothing here: ${why}` }).optional();

const OF_LIVEHELPERCHAT = 'this is a setting of `provider: livehelperchat`';

const tawk = z
  .strictObject({
    provider: z.literal('tawk').optional(),
    id: text("tawk.to's property id")
      .regex(new RegExp(`^${PROPERTY_ID}$`, 'i'), "expected tawk.to's property id: 24 hexadecimal digits")
      .transform((id) => id.toLowerCase()),
    secrets: z.array(secret).min(1, 'expected at least one secret'),
    /** Whether an unverified e-mail from a chat decides whose ticket it is. */
    trust: z.enum(['any', 'never']).default('any'),
    url: none(OF_LIVEHELPERCHAT),
    user: none(OF_LIVEHELPERCHAT),
    key: none(OF_LIVEHELPERCHAT),
    department: none(OF_LIVEHELPERCHAT),
    identity_secrets: none(OF_LIVEHELPERCHAT),
    poll: none(OF_LIVEHELPERCHAT),
    tell: none(OF_LIVEHELPERCHAT),
    portal: none(OF_LIVEHELPERCHAT),
    ...common,
  })
  .refine(({ trust, ticket }) => trust === 'any' || ticket.fallback !== undefined, {
    path: ['trust'],
    message: 'expected a ticket.fallback with `trust: never`: new tickets are for it',
  })
  .transform((property) => ({ ...property, provider: 'tawk' as const }));

const EXPECTED_ROOT = 'expected the address of the Live Helper Chat server, https://…, where its index.php is';

const livehelperchat = z
  .strictObject({
    provider: z.literal('livehelperchat'),
    id: none('with livehelperchat the id is made of `url` and `department`'),
    secrets: none(
      'Live Helper Chat is asked, and calls no webhook; the secret that proves visitors is in `identity_secrets`',
    ),
    trust: none('with livehelperchat a visitor is proved by `identity_secrets`, or unknown'),
    url: z
      .url({ protocol: /^https?$/, error: EXPECTED_ROOT })
      .refine(
        (url) => !hasCredentials(url),
        'expected the address without user name and password: those of its REST API are `user` and `key`',
      )
      .refine((url) => !hasQuery(url), `${EXPECTED_ROOT}, without ? and # and what follows them`)
      .refine((url) => !/\.php\b/.test(url), `${EXPECTED_ROOT}, without index.php and what follows it`),
    /** User and key of its REST API. */
    user: text('the user name of the REST API key').min(1, 'expected the user name of the REST API key'),
    key: credential('the REST API key'),
    /** Only chats of this department. */
    department: z.int('expected the number of a department').min(1, 'expected the number of a department').optional(),
    /** The extension's `livehelperchat_secret`; several while you change it. Without one, no visitor is proved. */
    identity_secrets: z
      .array(
        credential("the extension's `livehelperchat_secret`").min(
          32,
          "expected the extension's `livehelperchat_secret`, at least 32 characters",
        ),
      )
      .default([]),
    /** The time from the end of one poll to the start of the next. */
    poll: duration.refine((length) => length >= MIN_POLL_MS, 'expected at least 1s').default(5000),
    /** What the visitor is told in the chat. */
    tell: z
      .array(z.enum(TELL))
      .default([...TELL])
      .transform((tell) => [...new Set(tell)]),
    /** Where the links to requests lead: the id of a portal, or its address; or `off`. */
    portal: text('the id of a portal, its address, or off')
      .refine(isPortal, 'expected the id of a portal of iTop, such as itop-portal, its address, https://…, or off')
      .default('itop-portal'),
    ...common,
  })
  .transform((property) => ({
    ...property,
    id: livehelperchatId(property.url, property.department),
    secrets: [] as string[],
    // an e-mail that somebody typed proves nothing here
    trust: 'never' as const,
    settle: SERVER_SETTLES_MS,
    itop: { ...property.itop, comment: 'Live Helper Chat bridge' },
  }));

const property = z.discriminatedUnion('provider', [tawk, livehelperchat], {
  error: ({ code }) => (code === 'invalid_union' ? 'expected one of tawk, livehelperchat' : undefined),
});

/** `address:port`; an IPv6 address is in brackets. */
function isAddress(text: string): boolean {
  const [, port] = /^(?:\[[0-9a-f:]+\]|[^\s:@/?#]+):(\d{1,5})$/i.exec(text) ?? [];
  return port !== undefined && Number(port) < 65_536;
}

/** The bridge's configuration, as in bridge.yaml. All durations are milliseconds once read. */
export const configSchema = z.strictObject({
  /** What tawk.to calls. */
  listen: text('address:port')
    .refine(isAddress, 'expected address:port, such as 127.0.0.1:8787')
    .default('127.0.0.1:8787'),
  /** Health and metrics, for the operator. */
  admin: text('address:port, or off')
    .refine((text) => text === 'off' || isAddress(text), 'expected address:port, such as 127.0.0.1:8788, or off')
    .default('127.0.0.1:8788'),
  database: text('the path of a file, or postgres://…')
    .min(1, EXPECTED)
    .superRefine((value, context) => {
      const message = databaseFault(value);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .default('./bridge.db'),
  properties: z
    .array(property)
    .min(1, 'expected at least one property')
    .superRefine((properties, context) => {
      // The secret proves which property an event is from: two properties with the same secret could send events for
      // each other.
      const seen = new Set<string>();
      properties.forEach((each, index) => {
        // a property with an error of its own has no id
        if (!each.id || !Array.isArray(each.secrets)) return;
        for (const value of [each.id, ...each.secrets]) {
          if (seen.has(value)) {
            const message =
              each.provider === 'tawk'
                ? 'expected an `id` and `secrets` of its own, found one that another property has too'
                : 'expected a `url` and `department` of its own, found those of another property';
            context.addIssue({ code: 'custom', path: [index], message });
          }
          seen.add(value);
        }
        if (
          each.provider === 'livehelperchat' &&
          each.department !== undefined &&
          seen.has(livehelperchatId(each.url, undefined))
        ) {
          const message =
            'expected no department, or one for each property of this server: another property has all its chats';
          context.addIssue({ code: 'custom', path: [index, 'department'], message });
        }
      });
    }),
  retry: z
    .strictObject({
      first: duration.default(2_000),
      longest: duration.default(300_000),
      for: duration.default(3 * 86_400_000),
    })
    .prefault({}),
  /** How long running deliveries may take when the bridge stops. */
  stop: duration.default(30_000),
  /** Personal data of finished events is erased after this time. */
  keep: duration.default(30 * 86_400_000),
  /** The same for the chats in iTop, counted from their start. */
  keep_chats: duration.default(365 * 86_400_000),
});

export type Config = z.output<typeof configSchema>;
export type PropertyConfig = Config['properties'][number];
export type LivehelperchatProperty = Extract<PropertyConfig, { provider: 'livehelperchat' }>;
