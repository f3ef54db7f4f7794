import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Settings } from '../../sandbox/itop/config-file';
import { demoUser } from '../../sandbox/itop/users';
import { API_KEY, inEachItop, type Page, VALID } from './itop';

const MORE: Settings = {
  consent_url: '/privacy',
  launcher: 'hidden',
  share: ['name', 'email', 'phone', 'page'],
  hours: { weekly: { mon: '08:00-12:00' } },
  widgets: [
    { portals: ['elsewhere'], property_id: `${VALID.property_id}`, widget_id: 'same' },
    { portals: ['elsewhere'], property_id: '0ddc0ffee0ddc0ffee0ddc0f', widget_id: 'other' },
  ],
};
const LIVEHELPERCHAT = {
  provider: 'livehelperchat',
  livehelperchat_url: 'https://chat.example.com',
  livehelperchat_secret: 'x'.repeat(32),
};
const EVERYBODY = { ...VALID, allowed_profiles: [], enabled_portals: ['itop-portal', 'backoffice'] };

inEachItop(
  (itop) => {
    test('what the extension prints is what src/contract/chat-context.ts declares, no key more or less', async () => {
      await itop.configure({ ...EVERYBODY, api_key: API_KEY, consent: 'ask', panel: 'always', ...MORE });
      const ofTawk = (await itop.portal()).context;
      const least = (await itop.console({ user: demoUser('nick') })).context;
      await itop.configure({ ...EVERYBODY, ...LIVEHELPERCHAT });
      const full = { ...(await itop.portal()).context, ...ofTawk };
      await itop.configure(EVERYBODY);
      const contexts = [full, least, (await itop.portal({ user: demoUser('nora') })).context];

      // The compiler is the judge: a literal may have no key that is not declared, and what is full none missing.
      const source = `import type { ChatContext } from ${JSON.stringify(resolve('src/contract/chat-context'))};
type Full<T> = T extends object ? { [K in keyof T]-?: Full<NonNullable<T[K]>> } : T;
export const full: Full<ChatContext> = ${JSON.stringify(full)};
export const contexts: ChatContext[] = ${JSON.stringify(contexts)};
`;
      expect(await typeErrors(source)).toBe('');
    });
  },
  [
    ['2.7', '7.4'],
    ['3.2', '8.3'],
  ],
);

inEachItop((itop) => {
  const texts = ({ context }: Page) => Object.keys(context?.texts ?? {});

  test('the words of the question are on a page only where it is asked', async () => {
    expect(texts(await itop.portal())).not.toContain('consent');
    expect(texts(await itop.portal())).not.toContain('start');
    await itop.configure({ ...VALID, consent: 'ask' });
    expect(texts(await itop.portal())).toEqual(expect.arrayContaining(['consent', 'start']));
  });

  test('the panel is asked for at this host, for the portal that the page is of', async () => {
    await itop.configure(EVERYBODY);
    const url = (portal: string) =>
      `/pages/exec.php?exec_module=combodo-tawk-integration&exec_page=panel.php&exec_env=production&portal_id=${portal}`;
    expect((await itop.portal()).context?.panel).toEqual({ url: url('itop-portal'), tells: ['answered'] });
    expect((await itop.console()).context?.panel).toEqual({ url: url('backoffice'), tells: ['answered'] });
    await itop.configure({ ...EVERYBODY, panel: 'never' });
    expect((await itop.portal()).context?.panel).toEqual({
      url: url('itop-portal'),
      when: 'never',
      tells: ['answered'],
    });
  });
});

test('the compiler does find a key that is not declared', async () => {
  const source = `import type { ChatContext } from ${JSON.stringify(resolve('src/contract/chat-context'))};
export const context: ChatContext = { embedUrl: '', sApiKey: '' };
`;
  expect(await typeErrors(source)).toContain('sApiKey');
});

async function typeErrors(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'itop-tawk-'));
  const file = join(folder, 'contexts.ts');
  await writeFile(file, source);
  const options = '--noEmit --strict --target es2022 --module esnext --moduleResolution bundler'.split(' ');
  const result = await promisify(execFile)('node', [
    'node_modules/typescript/bin/tsc',
    ...options,
    '--ignoreConfig',
    file,
  ]).catch((error: { stdout: string }) => error);
  await rm(folder, { recursive: true });
  return result.stdout;
}
