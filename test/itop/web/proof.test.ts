import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readProof } from '../../../src/itop/web/proof';
import { verify } from '../../../src/itop/web/verify';
import { BUILT, chat, page, type StandIn, standIn } from './stand-in';

const NOW = Math.floor(Date.now() / 1000);
const CLAIMS = { sub: '12', name: 'Paula Portal', iat: NOW, exp: NOW + 3600 };
const VISITOR = { name: 'Paula Portal', email: 'paula@example.com' };

function token(claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const [head, body] = [header, claims].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url'));
  return `${head}.${body}.${createHmac('sha256', 'k').update(`${head}.${body}`).digest('base64url')}`;
}

describe('a page with Live Helper Chat', () => {
  const chatUrl = '/itop/env-production/combodo-tawk-integration/asset/js/livehelperchat.js?v=2.1.0';
  /** @param fresh what the module's page answers */
  async function report(proof: string | undefined, fresh: unknown = proof, changes: Partial<StandIn> = {}) {
    const more = { provider: 'livehelperchat', chatUrl, panel: { url: '/itop/pages/exec.php?a=b' }, proof };
    const root = await standIn({
      page: page(chat(VISITOR, '{root}3', undefined, more)),
      pages: { 'pages/exec.php?a=b&operation=proof': JSON.stringify({ proof: fresh }) },
      client: { status: 200, type: 'text/javascript', body: new Uint8Array() },
      ...changes,
    });
    return { root, ...(await verify(root, { user: 'paula', password: 'right', built: BUILT })) };
  }
  const codes = async (...args: Parameters<typeof report>) =>
    (await report(...args)).findings.map(({ severity, code }) => `${severity} ${code}`);

  it('is fine with a proof, and shows neither the proof nor a signature', async () => {
    const proof = token(CLAIMS);
    const { root, ...found } = await report(proof);
    expect(found).toMatchObject({
      provider: 'livehelperchat',
      proof: true,
      desk: { property: root.slice(0, -1), widget: '3' },
      embed: { url: `${root}design/defaulttheme/js/widgetv2/index.js`, answers: true },
      findings: [],
    });
    expect(found.secureMode).toBeUndefined();
    expect(found.scripts?.map(({ url }) => url.replace(/.*\/|\?.*/g, ''))).toEqual([
      'widget.js',
      'livehelperchat.js',
      'panel.js',
    ]);
    expect(JSON.stringify(found)).not.toContain(proof.split('.')[2]);
  });

  it('without a proof says that nobody is proved', async () => {
    expect(await codes(undefined)).toEqual(['warning identity-not-proved']);
  });

  it('with an expired or invalid proof is an error', async () => {
    expect(await codes(token({ ...CLAIMS, exp: NOW - 60 }))).toEqual(['error bad-proof']);
    expect(await codes('nonsense')).toEqual(['error bad-proof']);
  });

  it('gets a new proof of the same person, or a warning', async () => {
    expect(await codes(token(CLAIMS), token({ ...CLAIMS, iat: NOW + 1 }))).toEqual([]);
    expect(await codes(token(CLAIMS), token({ ...CLAIMS, sub: '13' }))).toEqual(['warning no-new-proof']);
    expect(await codes(token(CLAIMS), null)).toEqual(['warning no-new-proof']);
  });

  it('names the setting if the server does not have the client', async () => {
    const client = { status: 404, type: 'text/html', body: new Uint8Array() };
    const { findings } = await report(token(CLAIMS), undefined, { client });
    expect(findings.find(({ code }) => code === 'embed-refuses')?.remedy).toContain('livehelperchat_url');
  });
});

describe('a proof', () => {
  it.each([
    ['no text', 7, 'three parts'],
    ['two parts', 'a.b', 'three parts'],
    ['four parts', `${token(CLAIMS)}.x`, 'three parts'],
    ['base64 with other characters', token(CLAIMS).replace(/.$/, '='), 'three parts'],
    ['no signature', token(CLAIMS, { alg: 'none' }), 'HS256'],
    ['another signature', token(CLAIMS, { alg: 'RS256' }), 'HS256'],
    ['no JSON', 'YQ.YQ.YQ', 'HS256'],
    ['nobody', token({ ...CLAIMS, sub: '' }), 'no person'],
    ['no date', token({ ...CLAIMS, exp: `${NOW}` }), 'not dated'],
    ['a date that is over', token({ ...CLAIMS, exp: NOW }), 'out of date'],
  ])('with %s is none, and is not quoted', (_what, proof, why) => {
    const read = readProof(proof, NOW);
    expect(read).toContain(why);
    if (typeof proof === 'string' && proof.length > 20) expect(read).not.toContain(proof.slice(0, 20));
  });
  it('is read', () => expect(readProof(token(CLAIMS), NOW)).toEqual({ sub: '12', iat: NOW, exp: NOW + 3600 }));
});
