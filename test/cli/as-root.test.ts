import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/bridge/store/open';
import { WIDGET_FILES } from '../../src/itop/install/extension-package';
import { COMMAND } from '../command';
import { ID, KEY, PROPERTY, type SmallItop, smallItop } from '../itop/small-itop';
import { asRoot } from '../not-tried';

/** Whose the iTop is: a user with a name, who is not root. */
const NOBODY = { uid: number('-u'), gid: number('-g') };
const CHATS = 'itop-tawk-chats';
const CONFIG = 'conf/production/config-itop.php';
/** In each file that only root may read. */
const MARK = 'dead9eef';
const SECRET = `<?php // ${MARK}\n$MySettings = array('app_root_url' => 'http://${MARK}.example/');\n$MyModuleSettings = array('${ID}' => array('property_id' => '${MARK}0123456789abcdef', 'widget_id' => '${MARK}'));\n`;
/** How often the attacker may try; without protection the first try succeeds, or the second. */
const TRIES = 2;

function number(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
}

/** The command, as somebody else may run it too. */
let command: string;
/** The extension: as a zip, and as a folder. */
let zip: string;
let built: string;
beforeAll(async () => {
  if (process.getuid?.() !== 0) return;
  const folder = await mkdtemp(join(tmpdir(), 'as-root-'));
  command = join(folder, 'itop-tawk.js');
  await cp(dirname(COMMAND), folder, { recursive: true });
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  zip = join(folder, 'built.zip');
  const module = (name: string) => ({
    [`${name}/module.${name}.php`]: `<?php\nSetupWebPage::AddModule(__FILE__, '${name}/2.0.0', array());`,
  });
  const files = {
    ...module(ID),
    ...Object.fromEntries(WIDGET_FILES.map((file) => [`${ID}/${file}`, 'widget'])),
    ...module(CHATS),
  };
  const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  await writeFile(zip, zipSync(Object.fromEntries(bytes)));
  built = join(folder, 'built');
  for (const [path, text] of bytes.filter(([each]) => each.startsWith(ID))) {
    await mkdir(dirname(join(built, path.slice(ID.length + 1))), { recursive: true });
    await writeFile(join(built, path.slice(ID.length + 1)), text);
  }
  for (const path of ['.', ...(await readdir(folder, { recursive: true }))].filter(
    (each) => !/^node_modules/.test(each),
  ))
    await chmod(join(folder, path), 0o755);
});

/** Where a link may stand in the way, what of root's it leads to, and by which command it is refused. */
const LINKS = [
  ['extensions', 'folder', ['setup', 'install', 'uninstall']],
  [`extensions/.${ID}.new`, 'folder', ['setup', 'install']],
  [`extensions/${ID}`, 'folder', ['setup', 'install', 'uninstall']],
  ['data', 'folder', ['setup', 'install', 'uninstall']],
  ['data/replaced-extensions', 'folder', ['setup', 'install', 'uninstall']],
  ['conf', 'folder', ['setup']],
  ['conf/production', 'folder', ['setup']],
  [CONFIG, 'secret.php', ['setup', 'install', 'uninstall']],
  ['conf/production/.config-itop.itop-tawk-new.php', 'secret.php', []],
] as const;

/** What only root may read and change. */
let secrets: string;
beforeEach(async () => {
  secrets = await mkdtemp(join(tmpdir(), 'of-root-'));
  await writeFile(join(secrets, 'secret.php'), SECRET, { mode: 0o600 });
  await mkdir(join(secrets, 'folder'), { mode: 0o700 });
});

/** Each thing that is root's, as it is now. */
async function ofRoot() {
  const paths = (await readdir(secrets, { recursive: true })).sort();
  return Promise.all(
    ['.', ...paths].map(async (path) => {
      const { uid, gid, mode, ino } = await lstat(join(secrets, path));
      return { path, uid, gid, mode, ino, text: await readFile(join(secrets, path), 'utf8').catch(() => '') };
    }),
  );
}

async function itopOf({ uid, gid } = NOBODY, options: SmallItop = { laid: null }): Promise<string> {
  const root = await smallItop(options);
  execFileSync('chown', ['-hR', `${uid}:${gid}`, root]);
  return root;
}

const env = { PATH: process.env.PATH, ITOP_PASSWORD: 'correct horse', TAWK_WEBHOOK_SECRET: '5e'.repeat(48) };
/** Runs the command as root; one that has no end is ended. */
function runAsRoot(...args: string[]) {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', env, timeout: 60_000 });
}
const SETUP = ['setup', '--property', PROPERTY, '--widget', 'default', '--yes'];
const setup = (root: string) => runAsRoot(...SETUP, root, '--from', zip);
const bridgeArgs = (root: string, file: string) => [
  'setup-bridge',
  file,
  '--folder',
  root,
  '--user',
  'bridge',
  '--database',
  join(dirname(file), 'b.db'),
  '--yes',
  '--force',
];
const BRIDGE = `database: DATABASE
listen: 127.0.0.1:1
properties:
  - id: ${PROPERTY}
    secrets: [${'5e'.repeat(48)}]
    itop: { url: 'http://127.0.0.1:1/', user: bridge, password: correct horse }
`;

/** Puts a link of nobody's in the place of something; what was there keeps another name. */
async function putLink(root: string, path: string, to: string) {
  await rename(join(root, path), join(root, `${path}.was`)).catch(() => undefined);
  await symlink(to, join(root, path));
  execFileSync('chown', ['-h', `${NOBODY.uid}:${NOBODY.gid}`, join(root, path)]);
}

/** Lets nobody run a script again and again while root does something. */
async function whileAttacked(script: string, args: string[], act: () => Promise<unknown>): Promise<void> {
  const attacker = spawn(process.execPath, ['-e', `console.log(); ${script}`, ...args], {
    ...NOBODY,
    env: {},
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve) => attacker.stdout?.once('data', resolve));
  await act();
  await ended(attacker);
}
async function ended(child: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await end;
}
/** The command beside the attacker: both need a process of their own. */
const runBeside = (...args: string[]) =>
  new Promise((resolve) => {
    spawn(process.execPath, [command, ...args], { env, stdio: 'ignore' }).once('exit', resolve);
  });

// each runs the command many times, on a machine that may have much else to do
vi.setConfig({ testTimeout: 240_000 });

describe("the web server's user, who owns the iTop, gets nothing of root's out of a command that root runs", () => {
  it(
    'by swapping files of the extension for links while it is laid in',
    asRoot(async () => {
      const before = await ofRoot();
      const script = `
        const { lstatSync, symlinkSync, unlinkSync } = require('node:fs');
        const [root, secret, ...names] = process.argv.slice(1);
        const paths = names.flatMap((name) => ['.${ID}.new/' + name, name].map((each) => root + '/extensions/' + each));
        for (;;) for (const path of paths) {
          try {
            if (!lstatSync(path).isSymbolicLink()) unlinkSync(path);
          } catch {}
          try {
            symlinkSync(secret, path);
          } catch {}
        }`;
      const names = WIDGET_FILES.map((file) => `${ID}/${file}`);
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const root = await itopOf();
        await whileAttacked(script, [root, join(secrets, 'secret.php'), ...names], () =>
          runBeside('install', root, '--from', zip),
        );
        expect(await ofRoot()).toEqual(before);
      }
    }),
  );

  it(
    'by swapping the configuration file, and the new one, for links while it is written',
    asRoot(async () => {
      const before = await ofRoot();
      const script = `
        const { linkSync, renameSync, symlinkSync } = require('node:fs');
        const [folder, secret] = process.argv.slice(1);
        const [path, fresh, mine] = ['config-itop.php', '.config-itop.itop-tawk-new.php', 'mine'].map((name) => folder + '/' + name);
        const quietly = (act) => { try { act(); } catch {} };
        linkSync(path, mine);
        for (;;) for (const [make, of] of [[symlinkSync, secret], [linkSync, mine]]) {
          quietly(() => { make(of, mine + '.new'); renameSync(mine + '.new', path); });
          for (let turn = 0; turn < 3000; turn += 1) quietly(() => symlinkSync(secret, fresh));
        }`;
      for (let attempt = 0; attempt < TRIES * 2; attempt += 1) {
        const root = await itopOf(NOBODY, { settings: '' });
        const folder = join(root, dirname(CONFIG));
        await whileAttacked(script, [folder, join(secrets, 'secret.php')], () =>
          runBeside('setup', root, '--property', PROPERTY, '--widget', 'default', '--yes', '--no-install'),
        );
        expect(await ofRoot()).toEqual(before);
        for (const name of await readdir(folder)) {
          const isLink = (await lstat(join(folder, name))).isSymbolicLink();
          if (!isLink) expect(await readFile(join(folder, name), 'utf8'), name).not.toContain(MARK);
        }
      }
    }),
  );

  it(
    "by swapping files of a folder that root takes the extension from: nothing of root's is laid in",
    asRoot(async () => {
      const script = `
        const { renameSync, symlinkSync, writeFileSync } = require('node:fs');
        const [folder, secret, ...names] = process.argv.slice(1);
        for (;;) for (const name of names) {
          try { symlinkSync(secret, folder + '/link'); renameSync(folder + '/link', folder + '/built/' + name); } catch {}
          try { writeFileSync(folder + '/file', 'widget'); renameSync(folder + '/file', folder + '/built/' + name); } catch {}
        }`;
      for (let attempt = 0; attempt < TRIES * 2; attempt += 1) {
        const folder = await mkdtemp(join(tmpdir(), 'theirs-'));
        const from = join(folder, 'built');
        await cp(built, from, { recursive: true });
        execFileSync('chown', ['-hR', `${NOBODY.uid}:${NOBODY.gid}`, folder]);
        const root = await itopOf();
        await whileAttacked(script, [folder, join(secrets, 'secret.php'), ...WIDGET_FILES], () =>
          runBeside('install', root, '--from', from),
        );
        for (const file of WIDGET_FILES) {
          const laid = await readFile(join(root, `extensions/${ID}`, file), 'utf8').catch(() => '');
          expect(laid).not.toContain(MARK);
        }
      }
    }),
  );

  for (const [path, to, refused] of LINKS) {
    it(
      `by a link in the place of ${path}`,
      asRoot(async () => {
        const before = await ofRoot();
        const acts = {
          setup,
          install: (root: string) => runAsRoot('install', root, '--from', zip),
          uninstall: (root: string) => runAsRoot('uninstall', root, '--yes'),
        };
        for (const [name, act] of Object.entries(acts)) {
          const root = await itopOf(NOBODY, { laid: name === 'uninstall' ? '2.0.0' : '1.1.2', settings: '' });
          await putLink(root, path, join(secrets, to));
          const { status, stdout, stderr } = act(root);
          expect(await ofRoot()).toEqual(before);
          expect(stdout + stderr).not.toContain(MARK);
          if (refused.some((each) => each === name)) {
            expect(stderr).toMatch(/is a symbolic link|you may not read or write this|expected a file/);
            expect(status).toBe(2);
          }
        }
      }),
    );
  }

  it(
    'by a link in the place of a file that is only read: check, setup --dry-run and setup-bridge show nothing of what is behind it',
    asRoot(async () => {
      const before = await ofRoot();
      for (const path of [CONFIG, 'approot.inc.php', 'data/datamodel-production.xml', 'env-production/core/main.php']) {
        const root = await itopOf(NOBODY, {});
        await putLink(root, path, join(secrets, 'secret.php'));
        const bridge = join(await mkdtemp(join(tmpdir(), 'bridge-')), 'bridge.yaml');
        for (const args of [['check', root], ['setup', root, '--dry-run', '--no-install'], bridgeArgs(root, bridge)]) {
          const { stdout, stderr } = runAsRoot(...args);
          expect(stdout + stderr).not.toContain(MARK);
        }
        expect(await readFile(bridge, 'utf8').catch(() => '')).not.toContain(MARK);
      }
      expect(await ofRoot()).toEqual(before);
    }),
  );

  it(
    'by a link in the place of the store of a bridge that is theirs',
    asRoot(async () => {
      const made = join(await mkdtemp(join(tmpdir(), 'store-')), 'bridge.db');
      await (await openStore(made, true)).close();
      await cp(made, join(secrets, 'other.db'));
      const before = await ofRoot();
      const folder = await mkdtemp(join(tmpdir(), 'bridge-'));
      const config = join(folder, 'bridge.yaml');
      await writeFile(config, BRIDGE.replace('DATABASE', join(folder, 'bridge.db')));
      await symlink(join(secrets, 'other.db'), join(folder, 'bridge.db'));
      execFileSync('chown', ['-hR', `${NOBODY.uid}:${NOBODY.gid}`, folder]);
      for (const command of [['doctor'], ['events', 'list'], ['backfill'], ['forget', '--email', 'jane@example.com']]) {
        const { status, stdout } = runAsRoot(...command, '--config', config);
        expect(stdout).not.toMatch(/can be written|waiting/);
        expect(status).not.toBe(0);
      }
      expect(await ofRoot()).toEqual(before);
    }),
  );

  it(
    'by a pipe in the place of a file: it is said, and not waited for',
    asRoot(async () => {
      const root = await itopOf();
      await rename(join(root, 'approot.inc.php'), join(root, 'was.php'));
      execFileSync('mkfifo', [join(root, 'approot.inc.php')]);
      expect(runAsRoot('check', root)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('found a folder, a pipe'),
      });
    }),
  );

  it(
    "by what is theirs to do to the processes that work for root: no debugger, root's environment nor terminal in PHP",
    asRoot(async () => {
      const root = await itopOf(NOBODY, { settings: '' });
      const folder = await mkdtemp(join(tmpdir(), 'php-'));
      await chmod(folder, 0o777);
      await writeFile(
        join(folder, 'php'),
        `#!/bin/sh\nkill -USR1 $PPID\n{ id -u; id -G; env; cat /proc/$$/stat; } > ${folder}/seen 2>&1\nexit 0\n`,
        { mode: 0o755 },
      );
      const { status, stderr } = spawnSync(process.execPath, [command, ...SETUP, root, '--no-install'], {
        encoding: 'utf8',
        env: { PATH: `${folder}:${process.env.PATH}`, TAWK_API_KEY: KEY, OF_ROOT: MARK },
      });
      expect(status).not.toBe(2);
      expect(stderr).not.toMatch(/debugger|inspector/i);
      const seen = await readFile(join(folder, 'seen'), 'utf8');
      const [uid, groups] = seen.split('\n');
      expect([uid, groups]).toEqual([
        `${NOBODY.uid}`,
        execFileSync('id', ['-G', 'nobody'], { encoding: 'utf8' }).trim(),
      ]);
      expect(seen).not.toMatch(new RegExp(`${MARK}|${KEY}`));
      // of proc(5): pid, name, state, parent, process group, session, terminal
      const [pid, , , , , session, terminal] = (seen.split('\n').at(-2) ?? '').split(' ');
      expect([session, terminal]).toEqual([pid, '0']);
    }),
  );
});

describe('what root runs on an iTop', () => {
  /** Each owner that there is, of anything in a folder. */
  /** SQLite takes its files beside the database away when the last connection ends, be it this test's own. */
  function unlessGone(error: NodeJS.ErrnoException) {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  }

  async function owners(root: string) {
    const paths = ['.', ...(await readdir(root, { recursive: true }))];
    const all = await Promise.all(paths.map(async (path) => lstat(join(root, path)).catch(unlessGone)));
    return [...new Set(all.flatMap((found) => (found === undefined ? [] : [`${found.uid}:${found.gid}`])))];
  }

  it(
    "makes files of the iTop's owner, with the rights that the others have, and says as whom it works",
    asRoot(async () => {
      const root = await itopOf(NOBODY, { laid: '1.1.2', settings: '' });
      await chmod(join(root, 'extensions'), 0o750);
      await chmod(join(root, CONFIG), 0o440);
      const { stderr } = setup(root);
      expect(stderr).toBe(`note: working as nobody, who owns ${root}\n`);
      expect(await owners(root)).toEqual([`${NOBODY.uid}:${NOBODY.gid}`]);
      const mode = async (path: string) => ((await stat(join(root, path))).mode & 0o7777).toString(8);
      expect(await mode(CONFIG)).toBe('440');
      expect(await mode(`extensions/${ID}/asset/js`)).toBe('750');
      expect(await mode(`extensions/${ID}/asset/js/widget.js`)).toBe('640');
      expect(await readdir(join(root, 'data/replaced-extensions'))).toHaveLength(1);
      expect(runAsRoot('uninstall', root, '--yes').status).toBe(0);
      expect(await readdir(join(root, 'data/replaced-extensions'))).toHaveLength(3);
      expect(await owners(root)).toEqual([`${NOBODY.uid}:${NOBODY.gid}`]);
    }),
  );

  it(
    "takes the extension from a zip that only root may read, and stays root where all of it is root's alone",
    asRoot(async () => {
      const own = join(secrets, 'built.zip');
      await cp(zip, own);
      await chmod(own, 0o600);
      const theirs = await itopOf();
      expect(runAsRoot('install', theirs, '--from', own).status).toBe(0);
      expect(await owners(theirs)).toEqual([`${NOBODY.uid}:${NOBODY.gid}`]);
      const ours = await smallItop({ laid: null });
      expect(runAsRoot('install', ours, '--from', own)).toMatchObject({ status: 0, stderr: '' });
      expect(await owners(ours)).toEqual(['0:0']);
    }),
  );

  it(
    'is refused where several own it, or others may write there, and says how to go on; nothing is changed',
    asRoot(async () => {
      const mixed = await itopOf();
      execFileSync('chown', ['-R', 'daemon', join(mixed, 'conf')]);
      const shared = await smallItop({ laid: null });
      execFileSync('chgrp', ['daemon', join(shared, 'extensions')]);
      await chmod(join(shared, 'extensions'), 0o775);
      const open = await itopOf();
      await chmod(join(open, 'data'), 0o777);
      const roots = await itopOf();
      execFileSync('chown', ['root', join(roots, 'extensions')]);
      for (const [root, words] of [
        [mixed, /small-itop-\w+ belongs to nobody, and \S*\/conf to daemon: .*\n.*sudo -u daemon itop-tawk/],
        [shared, /extensions can be written by the group 1: .*\n.*sudo -u www-data/],
        [open, /data can be written by everybody: .*\n.*sudo -u nobody itop-tawk/],
        [roots, /extensions cannot be written: root owns it\./],
      ] as const) {
        const before = (await readdir(root, { recursive: true })).sort();
        const { status, stderr } = setup(root);
        expect(stderr).toMatch(words);
        expect(status).toBe(2);
        expect((await readdir(root, { recursive: true })).sort()).toEqual(before);
      }
    }),
  );

  it(
    'works from where only root may read it, and opens a store as the owner of its folder',
    asRoot(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'hidden-'));
      await cp(dirname(command), folder, { recursive: true, verbatimSymlinks: true });
      await chmod(folder, 0o700);
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [join(folder, 'itop-tawk.js'), ...args], {
          encoding: 'utf8',
          env,
          timeout: 60_000,
        });
      expect(run('install', await itopOf(), '--from', join(folder, 'built.zip')).status).toBe(0);
      const bridge = await mkdtemp(join(tmpdir(), 'bridge-'));
      await writeFile(join(bridge, 'bridge.yaml'), BRIDGE.replace('DATABASE', join(bridge, 'bridge.db')));
      await (await openStore(join(bridge, 'bridge.db'), true)).close();
      execFileSync('chown', ['-hR', `${NOBODY.uid}:${NOBODY.gid}`, bridge]);
      const { stdout, stderr } = run('doctor', '--config', join(bridge, 'bridge.yaml'));
      expect(stderr).toContain(`working as nobody, who owns ${bridge}`);
      expect(stdout).toContain('bridge.db: can be written');
      expect(await owners(bridge)).toEqual([`${NOBODY.uid}:${NOBODY.gid}`]);
    }),
  );

  it(
    "makes the bridge's configuration as the owner of the folder it is in",
    asRoot(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bridge-'));
      execFileSync('chown', [`${NOBODY.uid}:${NOBODY.gid}`, folder]);
      const root = await itopOf({ uid: 1, gid: 1 }, {});
      const { stderr } = runAsRoot(...bridgeArgs(root, join(folder, 'bridge.yaml')));
      expect(stderr).toContain(`working as nobody, who owns ${folder}`);
      expect(await owners(folder)).toEqual([`${NOBODY.uid}:${NOBODY.gid}`]);
      expect((await stat(join(folder, 'bridge.yaml'))).mode & 0o777).toBe(0o600);
      expect(await readFile(join(folder, 'bridge.yaml'), 'utf8')).toContain(PROPERTY);
    }),
  );
});
