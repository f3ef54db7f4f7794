import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withEnvironment } from '../../src/bridge/base/unit';
import { register } from '../../src/cli/doctor';
import { runCommand } from './run-command';

const SECRET = '5e'.repeat(48);
async function config(yaml: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'doctor-')), 'bridge.yaml');
  await writeFile(file, yaml);
  return file;
}
const YAML = `listen: 127.0.0.1:1
database: /nowhere/bridge.db
properties:
  - id: 58ca8453b8a7e060cd3b1ecb
    secrets: [${SECRET}]
    itop: { url: 'http://127.0.0.1:1/', user: bridge, password: correct horse }
`;

describe('itop-tawk doctor', () => {
  it('exits 1 with findings, and what is in order before them; shows no secret', async () => {
    const { status, stdout, stderr } = await runCommand(register, 'doctor', '--config', await config(YAML));
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^ok: configuration: can be read .properties: 1, secrets: 1.\n\nerror: /);
    expect(stdout).toContain('the bridge does not answer at http://127.0.0.1:1/webhooks/tawk');
    expect(stdout).toMatch(/3 errors, 0 warnings, 0 notes\nChats do not become tickets: see the errors above\.\n$/);
    expect(stdout).not.toMatch(new RegExp(`${SECRET}|correct horse`));
  });
  it('--json says the same', async () => {
    const { stdout } = await runCommand(register, 'doctor', '--config', await config(YAML), '--json');
    expect(JSON.parse(stdout).findings).toHaveLength(3);
  });
  it('needs no secrets to examine what needs none, and says what it left out', async () => {
    const text = YAML.replace(SECRET, '"$' + '{NOT_SET}"')
      .replace('127.0.0.1:1/', '127.0.0.1:3/')
      .replace('correct horse', '"$' + '{NOT_SET_EITHER}"');
    const { status, stdout } = await runCommand(register, 'doctor', '--config', await config(text));
    expect(status).toBe(1);
    expect(stdout).toContain('iTop http://127.0.0.1:3/: 127.0.0.1:3 refuses the connection');
    expect(stdout).toContain('the bridge does not answer at http://127.0.0.1:1/webhooks/tawk');
    expect(stdout).toContain('/nowhere');
    expect(stdout).toContain(
      'line 5 of the configuration: expected the environment variable NOT_SET, which is not set',
    );
    expect(stdout).toContain(withEnvironment('doctor'));
    expect(stdout).toMatch(/3 errors, 0 warnings, 2 not checked, 0 notes\n/);
  });
  it('exits 2 where the configuration is wrong, naming the place and not the value', async () => {
    const file = await config(YAML.replace(SECRET, 'too-short-a-secret'));
    const { status, stderr } = await runCommand(register, 'doctor', '--config', file);
    expect(status).toBe(2);
    expect(stderr).toContain('properties[0].secrets[0]: expected the secret key of the webhook');
    expect(stderr).not.toContain('too-short-a-secret');
    expect(await runCommand(register, 'doctor', '--config', '/nowhere.yaml')).toMatchObject({ status: 2 });
  });
  it('says its exit statuses and examples in --help', async () =>
    expect((await runCommand(register, 'doctor', '--help')).stdout).toMatch(
      /Exit status:\n {2}0 [\s\S]*Examples:\n {2}\$ itop-tawk doctor/,
    ));
});
