import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { configSchema } from '../../src/bridge/config/config';
import type { PartialConfig } from '../../src/bridge/config/load';
import { explainDisconnection } from '../../src/bridge/doctor/connection';
import { examine } from '../../src/bridge/doctor/doctor';
import { BRIDGE_PROFILE } from '../../src/bridge/doctor/rights';
import { localAddress } from '../../src/bridge/doctor/webhook-address';
import { SqliteStore } from '../../src/bridge/store/sqlite';
import { cert, key } from './certificate';
import { PROPERTY, type Ring, SECRET, startRing } from './ring';

interface Itop {
  login: boolean;
  /** Classes that may be created and changed. */
  writable: string[];
  /** Attributes that the ticket class lacks. */
  lacks: string[];
  /** Classes that it does not have. */
  absent: string[];
  /** Classes that may not be read. */
  hidden: string[];
  persons: string[];
  /** References of the tickets of each class. */
  refs: string[];
  /** From 3.2.1 on a write with an attribute that no class has is refused before anybody looks at rights. */
  attributesFirst: boolean;
}
const CHATS = ['TawkChat', 'lnkTawkChatToTicket'];
const RIGHT: Itop = {
  login: true,
  writable: ['UserRequest', 'Incident', ...CHATS],
  lacks: [],
  absent: [],
  hidden: [],
  persons: ['helpdesk@example.com'],
  refs: [],
  attributesFirst: false,
};

/** iTop's REST as far as the doctor asks it, in the words of the real one (seen with 2.7.11, 3.2.0 and 3.3.0). */
async function itopWith(changes: Partial<Itop>) {
  const itop = { ...RIGHT, ...changes };
  const writes: string[] = [];
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    response.end(JSON.stringify(reply(itop, JSON.parse(form.get('json_data') ?? ''), writes)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, writes };
}

type Call = {
  operation: string;
  class: string;
  key?: { email?: string; service_id?: { name: string } };
  fields?: object;
  output_fields: string;
};
function reply(itop: Itop, call: Call, writes: string[]) {
  const error = (code: number, message: string) => ({ code, message, objects: null });
  if (!itop.login) return error(1, 'Error: Invalid login');
  if (call.operation === 'core/get') {
    if (itop.absent.includes(call.class)) return error(100, `Error: class: '${call.class}' is not a valid class'`);
    if (itop.hidden.includes(call.class)) {
      return error(1, `The current user does not have enough permissions for reading data of class ${call.class}`);
    }
    const lacks = CHATS.includes(call.class) ? [] : itop.lacks;
    const lacking = call.output_fields.split(',').find((code) => lacks.includes(code));
    if (lacking) return error(100, `Error: output_fields: invalid attribute code '${lacking}'`);
    if (String(call.key).startsWith('SELECT')) {
      const objects = itop.refs.map((ref, id) => [
        `${call.class}::${id}`,
        { class: call.class, key: id, fields: { ref } },
      ]);
      return { code: 0, message: `Found: ${objects.length}`, objects: Object.fromEntries(objects) };
    }
    const { email = '', service_id } = call.key ?? {};
    if (service_id) return error(100, `Error: service_id: No item found with criteria: name: ${service_id.name}`);
    if (!itop.persons.includes(email)) return { code: 0, message: 'Found: 0', objects: null };
    return { code: 0, objects: { 'Person::1': { class: 'Person', key: 1, fields: { id: 1, org_id: 2, email } } } };
  }
  const written = Object.keys(call.fields ?? {});
  const unknown = written.find((code) => code.startsWith('itop_tawk'));
  if (unknown && itop.attributesFirst)
    return error(100, `Error: Unknown attribute ${unknown} from class ${call.class}`);
  if (!itop.writable.includes(call.class)) {
    return error(1, `The current user does not have enough permissions for creating data of class ${call.class}`);
  }
  if (unknown) return error(100, `Error: ${unknown}: Unknown attribute`);
  const readOnly = written.find((code) => code === 'friendlyname');
  if (readOnly) {
    const what = `Attempting to set the value on the read-only attribute ${call.class}::${readOnly}`;
    return error(100, `Error: ${readOnly}: ${what}`);
  }
  writes.push(call.class);
  return { code: 0, objects: {} };
}

async function configured(itop: string, changes: object = {}, ticket: object = {}): Promise<PartialConfig> {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  const config = configSchema.parse({
    listen: '127.0.0.1:1',
    database: join(folder, 'bridge.db'),
    properties: [
      { id: PROPERTY, secrets: [SECRET], itop: { url: itop, user: 'bridge', password: 'correct horse' }, ticket },
    ],
    ...changes,
  });
  return { config, gaps: [], isKnown: () => true };
}
async function ring(): Promise<Ring & { address: string }> {
  const started = await startRing();
  onTestFinished(() => started.stop());
  return { ...started, address: `${started.bridge.url}/webhooks/tawk` };
}
async function diagnosis(itop: Partial<Itop>, ticket: object = {}) {
  const { url, writes } = await itopWith(itop);
  const { passed, findings } = await examine(await configured(url, {}, ticket));
  expect(writes).toEqual([]);
  return { passed, findings: findings.filter(({ code }) => code !== 'bridge-unreachable') };
}

describe('doctor: the iTop of a property', () => {
  it('in order', async () => {
    const { passed, findings } = await diagnosis({}, { fallback: { caller: 'helpdesk@example.com' } });
    expect(findings).toEqual([]);
    expect(passed.join('\n')).toMatch(
      /answers, takes the credentials[\s\S]*has the attributes id, ref,.*tawkto_id[\s\S]*rights: UserRequest may[\s\S]*fallback: /,
    );
  });
  it.each([
    ['http://127.0.0.1:3/', '127.0.0.1:3 refuses the connection', 'Check the port'],
    ['http://itop.invalid/', 'the name itop.invalid cannot be resolved', 'getent hosts itop.invalid'],
  ])('away: %s is told apart', async (url, what, remedy) => {
    const { findings } = await examine(await configured(url));
    expect(findings[0]).toMatchObject({ code: 'ITOP_UNREACHABLE' });
    expect(findings[0]?.what).toContain(what);
    expect(findings[0]?.remedy).toContain(remedy);
  });
  it('whose certificate nobody here knows', async () => {
    const server = createTlsServer({ key, cert }, (_request, response) => response.end());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const port = (server.address() as AddressInfo).port;
    const { findings } = await examine(await configured(`https://127.0.0.1:${port}/`));
    expect(findings[0]).toMatchObject({
      code: 'ITOP_UNREACHABLE',
      what: expect.stringMatching(/certificate of 127.0.0.1 is from an authority that is not known here/),
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });
  it('that is reached at the address of its REST API, with the root to write instead', async () => {
    const { findings } = await examine(await configured('https://itop.example.com/desk/webservices/rest.php'));
    expect(findings[0]).toMatchObject({
      code: 'itop-url',
      what: expect.stringContaining('ends in rest.php'),
      remedy: expect.stringContaining('such as https://itop.example.com/desk/:'),
    });
  });
  it('that is away', async () => {
    const { findings } = await examine(await configured('http://127.0.0.1:1/'));
    expect(findings[0]).toMatchObject({
      severity: 'error',
      code: 'ITOP_UNREACHABLE',
      remedy: expect.stringContaining('itop.url'),
    });
  });
  it('that refuses the credentials', async () => {
    const { findings } = await diagnosis({ login: false });
    expect(findings).toMatchObject([{ code: 'ITOP_CREDENTIALS', what: expect.stringContaining('Invalid login') }]);
    expect(JSON.stringify(findings)).not.toContain('correct horse');
  });
  it("without the extension's attributes", async () => {
    const { findings } = await diagnosis({ lacks: ['tawkto_id', 'tawkto_ref'] });
    expect(findings).toMatchObject([
      {
        severity: 'error',
        code: 'ticket-class',
        what: expect.stringContaining('UserRequest has no attributes tawkto_id and tawkto_ref'),
        remedy: expect.stringContaining("Run iTop's setup with the extension"),
      },
    ]);
  });
  it('without the class of new tickets', async () => {
    const { findings } = await diagnosis({ absent: ['Incident'] }, { class: 'Incident' });
    expect(findings[0]).toMatchObject({
      severity: 'error',
      code: 'ticket-class',
      what: expect.stringContaining('this iTop has no class Incident'),
    });
  });
  it('whose references are of another form than `ticket.reference` says, with one of them', async () => {
    const refs = ['INC0000001', 'R-000001'];
    const { findings } = await diagnosis({ refs });
    expect(findings).toMatchObject([
      {
        severity: 'warning',
        code: 'ticket-reference',
        what: expect.stringContaining(
          "2 of 4 references of this iTop's tickets do not match `ticket.reference`, such as INC0000001",
        ),
      },
    ]);
    const right = await diagnosis({ refs }, { reference: String.raw`INC\d{7}|R-\d{6}` });
    expect(right.findings).toEqual([]);
    expect(right.passed).toContain('ticket.reference: fits the references of 4 tickets');
  });
  it('without tickets: its references are not tried', async () => {
    expect((await diagnosis({})).passed).toContain('ticket.reference: not tried, because there are no tickets');
  });
  it('without an attribute that ticket.defaults names', async () => {
    const { findings } = await diagnosis({ lacks: ['service_id'] }, { defaults: { service_id: 3 } });
    expect(findings).toMatchObject([{ code: 'ITOP_LOOKUP', what: expect.stringContaining("'service_id'") }]);
  });
  it('without the object that ticket.defaults describes', async () => {
    const defaults = {
      impact: 3,
      service_id: { name: 'No such service' },
      private_log: { add_item: { message: 'x' } },
    };
    const { findings } = await diagnosis({}, { defaults });
    expect(findings).toMatchObject([{ code: 'ITOP_LOOKUP', what: expect.stringContaining('No such service') }]);
    expect((await diagnosis({}, { defaults: { ...defaults, service_id: 3 } })).findings).toEqual([]);
  });
  it('with too few rights', async () => {
    const { findings } = await diagnosis({ writable: ['Incident', ...CHATS] });
    expect(findings).toMatchObject([
      { severity: 'error', code: 'rights-missing', remedy: expect.stringContaining(`profile "${BRIDGE_PROFILE}"`) },
    ]);
    const own = await diagnosis({ writable: [...RIGHT.writable] }, { class: 'Demand', classes: ['UserRequest'] });
    expect(own.findings).toMatchObject([{ remedy: expect.stringContaining('a profile of yours with the rights on') }]);
  });
  it.each(['Person', 'UserRequest'])(
    'whose user may not even read %s is told which profile to give',
    async (hidden) => {
      const { findings } = await diagnosis({ hidden: [hidden] });
      expect(findings[0]).toMatchObject({
        severity: 'error',
        code: 'rights-missing',
        what: `the bridge's user may not read ${hidden}`,
        remedy: expect.stringContaining(`profile "${BRIDGE_PROFILE}"`),
      });
    },
  );
  it('that lacks a class of `ticket.classes`: one of its own is none, another is a mistake', async () => {
    const { passed, findings } = await diagnosis({ absent: ['Incident'] });
    expect(findings).toEqual([]);
    expect(passed).toContain('Incident: not in this iTop');
    const mistaken = await diagnosis(
      { absent: ['Incidnet'], writable: ['UserRequest', ...CHATS] },
      { classes: ['Incidnet'] },
    );
    expect(mistaken.findings).toMatchObject([{ severity: 'warning', code: 'ticket-class' }]);
  });
  it.each([
    [{ hidden: ['Incident'] }, "the bridge's user may not read Incident"],
    [{ writable: ['UserRequest', ...CHATS] }, "the bridge's user may read Incident, but not create and change it"],
    [{ hidden: ['TawkChatTopic'] }, "the bridge's user may not read TawkChatTopic"],
  ])('with too few rights on what chats are about: %j', async (itop, what) => {
    const { findings } = await diagnosis(itop);
    expect(findings).toMatchObject([{ severity: 'warning', code: 'rights-missing' }]);
    expect(findings[0]?.what).toContain(what);
    expect(findings[0]?.remedy).toContain(`profile "${BRIDGE_PROFILE}"`);
  });
  it('with an older extension, which keeps no choices', async () => {
    const { findings } = await diagnosis({ absent: ['TawkChatTopic'] });
    expect(findings).toMatchObject([{ severity: 'note', code: 'no-choices' }]);
  });
  it('whose chats go into no ticket, or whose e-mails tell nothing, is not asked for what they would need', async () => {
    const { url } = await itopWith({ absent: ['TawkChatTopic', 'Incident'] });
    const itop = { url, user: 'bridge', password: 'correct horse' };
    const property = { id: PROPERTY, secrets: [SECRET], itop };
    const off = await configured(url, { properties: [{ ...property, transcripts: 'off' }] });
    const untrusted = { ...property, trust: 'never', ticket: { fallback: { caller: 'helpdesk@example.com' } } };
    const never = await configured(url, { properties: [untrusted] });
    for (const config of [off, never]) {
      const { findings } = await examine(config);
      expect(findings.map(({ code }) => code)).toEqual(['bridge-unreachable']);
    }
  });
  it('without the module for chats has them off, which is said and is no mistake', async () => {
    const { findings } = await diagnosis({ absent: ['TawkChat', 'lnkTawkChatToTicket'] });
    expect(findings).toMatchObject([
      { severity: 'note', code: 'no-chats', what: 'chats are off, because this iTop has no class TawkChat' },
    ]);
  });
  it.each([
    ['read', { hidden: ['TawkChat'] }, 'may not read TawkChat: chats are not recorded'],
    ['written', { writable: ['UserRequest', 'Incident'] }, 'create and change TawkChat, lnkTawkChatToTicket:'],
  ])('whose chats may not be %s', async (_name, changes, words) => {
    const { findings } = await diagnosis(changes);
    expect(findings).toMatchObject([
      { severity: 'warning', code: 'rights-missing', what: expect.stringContaining(words) },
    ]);
    expect(findings[0]?.remedy).toContain(`"${BRIDGE_PROFILE}"`);
  });
  it('with more rights than needed', async () => {
    const { findings } = await diagnosis({ writable: [...RIGHT.writable, 'Person', 'UserLocal'] });
    expect(findings).toMatchObject([
      { severity: 'warning', code: 'rights-excessive', what: expect.stringContaining('change Person, UserLocal,') },
    ]);
  });
  it('that looks at attributes before rights, as from 3.2.1 on: the rights are told as they are', async () => {
    const attributesFirst = true;
    expect((await diagnosis({ attributesFirst })).findings).toEqual([]);
    const { findings } = await diagnosis({ attributesFirst, writable: ['Incident', ...CHATS] });
    expect(findings).toMatchObject([
      { severity: 'error', code: 'rights-missing', what: expect.stringContaining('may not create and change UserR') },
    ]);
  });
  it('without the fallback caller', async () => {
    const { findings } = await diagnosis({ persons: [] }, { fallback: { caller: 'helpdesk@example.com' } });
    expect(findings).toMatchObject([
      { code: 'NO_CALLER', what: expect.stringContaining('ticket.fallback.caller: expected one') },
    ]);
  });
});

test.each([
  ['bad port', 'Node blocks this port'],
  ['EAI_AGAIN', 'cannot be resolved'],
  ['UND_ERR_CONNECT_TIMEOUT', 'itop.example.com:443 does not answer'],
  ['CERT_HAS_EXPIRED', 'not valid now'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'for another name than itop.example.com'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'from an authority that is not known'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'from an authority that is not known'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS'],
  ['ECONNRESET', 'closes the connection'],
])('doctor: %s is told in words', (code, words) => {
  expect(explainDisconnection(code, 'https://itop.example.com/')?.what).toContain(words);
});

describe('doctor: the store', () => {
  const storeFindings = async (database: string) => {
    const { url } = await itopWith({});
    const { passed, findings } = await examine(await configured(url, { database }));
    return { passed, findings: findings.filter(({ code }) => code !== 'bridge-unreachable') };
  };
  it('that is not there yet is not made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    const database = join(folder, 'new.db');
    const { passed, findings } = await storeFindings(database);
    expect(findings).toEqual([]);
    expect(passed).toContain(`store ${database}: not there yet; the bridge creates it when it starts`);
    await expect(import('node:fs/promises').then(({ stat }) => stat(database))).rejects.toThrow('ENOENT');
  });
  it('in a folder that is not there', async () => {
    const { findings } = await storeFindings('/nowhere/bridge.db');
    expect(findings).toMatchObject([{ code: 'DATABASE', what: expect.stringContaining('/nowhere,') }]);
  });
  it('that is no database', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'doctor-')), 'bridge.db');
    await writeFile(file, 'not a database, but longer than a header of SQLite has to be. '.repeat(20));
    expect((await storeFindings(file)).findings).toMatchObject([{ severity: 'error', code: 'DATABASE' }]);
  });
  it('with events that wait for a person', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'doctor-')), 'bridge.db');
    const store = new SqliteStore(file);
    await store.add({
      property: PROPERTY,
      hookId: 'h',
      sentAt: 1,
      digest: createHash('sha256').update('{}').digest(),
      kind: 'ticket:create',
      subject: 's',
      payload: '{}',
      deliver: true,
    });
    const [claim] = await store.claim(PROPERTY, 1, 60_000);
    if (claim) await store.finish(claim, { state: 'set_aside', error: 'NO_CALLER', errorDetail: '' });
    await store.close();
    const { passed, findings } = await storeFindings(file);
    expect(findings).toMatchObject([
      { severity: 'warning', code: 'set-aside', remedy: expect.stringContaining('events list --state set_aside') },
    ]);
    expect(passed.join()).toContain('waiting: 0, set aside: 1');
  });
  it('of a bridge that has paused an iTop, which may have an older configuration than the file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'doctor-')), 'bridge.db');
    const store = new SqliteStore(file);
    await store.pause(PROPERTY, 60_000, 'ITOP_CREDENTIALS');
    expect((await storeFindings(file)).findings).toMatchObject([
      {
        severity: 'warning',
        code: 'itop-paused',
        what: expect.stringMatching(new RegExp(`${PROPERTY} \\(ITOP_CREDENTIALS: `)),
        remedy: expect.stringContaining('restart the bridge'),
      },
    ]);
    await store.resume(PROPERTY);
    await store.close();
    expect((await storeFindings(file)).findings).toEqual([]);
  });
});

describe('doctor: the bridge', () => {
  const webhookFindings = async (url: string, changes: object = {}) => {
    const config = await configured((await itopWith({})).url, changes);
    return (await examine(config, url)).findings;
  };
  it('that runs takes a signed test event, and makes nothing of it', async () => {
    const { address, events, itop } = await ring();
    expect(await webhookFindings(address)).toEqual([]);
    expect(await events()).toEqual([]);
    // what the bridge itself asks for when it starts
    expect(itop.calls.filter(({ operation }) => operation !== 'core/get')).toEqual([]);
  });
  it('that does not run', async () => {
    const { url } = await itopWith({});
    const { findings } = await examine(await configured(url));
    expect(findings).toMatchObject([
      { code: 'bridge-unreachable', what: expect.stringContaining('http://127.0.0.1:1/webhooks/tawk: ') },
    ]);
  });
  it('that runs with other secrets: none of them is shown', async () => {
    const { address } = await ring();
    const secrets = ['7c'.repeat(48)];
    const itop = { url: (await itopWith({})).url, user: 'bridge', password: 'correct horse' };
    const findings = await webhookFindings(address, { properties: [{ id: PROPERTY, secrets, itop }] });
    expect(findings).toMatchObject([{ code: 'SIGNATURE_WRONG', remedy: expect.stringContaining('restart it') }]);
    expect(JSON.stringify(findings)).not.toContain('7c7c');
  });
  it('behind an address that leads elsewhere', async () => {
    const { bridge } = await ring();
    expect(await webhookFindings(`${bridge.url}/elsewhere`)).toMatchObject([
      { code: 'NOT_FOUND', remedy: expect.stringContaining('/webhooks/tawk') },
    ]);
  });
  it.each([
    ['<html>Welcome!</html>', () => true],
    ['', () => true],
    ['{"ok":true}', (text: string) => text !== SECRET],
  ])('is not mistaken for a server that answers 200 and %j to everything', async (body, isKnown) => {
    const server = createServer((_request, response) => response.end(body));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const config = { ...(await configured((await itopWith({})).url)), isKnown };
    const { findings } = await examine(config, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(findings).toMatchObject([
      {
        severity: 'error',
        code: 'bridge-answer',
        what: expect.stringMatching(/answers 200 .*: no answer of the bridge$/),
      },
    ]);
  });
  it('is asked on this machine where it listens on all addresses', () => {
    expect(localAddress('0.0.0.0:8787')).toBe('http://127.0.0.1:8787/webhooks/tawk');
    expect(localAddress('[::]:8787')).toBe('http://[::1]:8787/webhooks/tawk');
    expect(localAddress('bridge.local:1')).toBe('http://bridge.local:1/webhooks/tawk');
  });
});
