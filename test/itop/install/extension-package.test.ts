import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PackageError, readExtensionPackage, WIDGET_FILES } from '../../../src/itop/install/extension-package';
import { ID } from '../small-itop';

const MEGABYTE = 1024 * 1024;
const text = (content: string) => new TextEncoder().encode(content);
const whole = {
  [`${ID}/module.${ID}.php`]: text(`<?php\nSetupWebPage::AddModule(__FILE__, '${ID}/2.1.0', array());`),
  ...Object.fromEntries(WIDGET_FILES.map((file) => [`${ID}/${file}`, text('x')])),
};

async function zip(more: Record<string, Uint8Array>, change = (bytes: Buffer) => bytes): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'package-')), 'extension.zip');
  await writeFile(path, change(Buffer.from(zipSync({ ...whole, ...more }, { level: 9 }))));
  return path;
}

/** Says another size of a file, in its own head and in the directory at the zip's end. */
function withSize(name: string, size: number) {
  return (bytes: Buffer) => {
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
      if (bytes.readUInt32LE(at - 30) === 0x04034b50) bytes.writeUInt32LE(size, at - 8);
      else if (bytes.readUInt32LE(at - 46) === 0x02014b50) bytes.writeUInt32LE(size, at - 22);
    }
    return bytes;
  };
}

const renamed = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

async function refusal(path: string): Promise<string> {
  const error = await readExtensionPackage(path).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(PackageError);
  return error.message;
}

describe('a zip is refused by what its directory says, before anything is inflated,', () => {
  it.each([
    ['with more than the extension has', { [`${ID}/a`]: new Uint8Array(17 * MEGABYTE) }, /more than 16 MB/],
    ['with 1.5 GB of it in one file', { [`${ID}/a`]: text('x') }, /more than 16 MB/, withSize(`${ID}/a`, 1.5e9)],
    [
      'with more files',
      Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${ID}/${index}`, text('')])),
      /more than 1000 files/,
    ],
    ['with a long path', { [`${ID}/${'a'.repeat(200)}`]: text('') }, /a path as long as/],
    ['with folders in folders', { [`${ID}/${'a/'.repeat(20)}a`]: text('') }, /a path as long as/],
    ['with a name twice', { [`${ID}/a1`]: text(''), [`${ID}/a2`]: text('') }, /a1" beside/, renamed('/a2', '/a1')],
    ['with names that differ in case only', { [`${ID}/Asset/js/chat.js`]: text('') }, /beside/],
    ['with a file and a folder of one name', { [`${ID}/asset`]: text('') }, /beside/],
    ['with a way out', { [`${ID}/../../etc/x`]: text('') }, /expected nothing outside/],
    ['with a way from the root', { [`/${ID}/x`]: text('') }, /expected nothing outside/],
    ["with Windows' way out", { [`${ID}/..\\..\\x`]: text('') }, /expected nothing outside/],
    ['with what a terminal obeys', { [`${ID}/\u001b[2J`]: text('') }, /names of letters, digits/],
    ['with a name that ends early', { [`${ID}/x.php\0.txt`]: text('') }, /names of letters, digits/],
  ] as [string, Record<string, Uint8Array>, RegExp, ((bytes: Buffer) => Buffer)?][])(
    '%s',
    async (_name, more, words, change) => {
      expect(await refusal(await zip(more, change))).toMatch(words);
    },
  );
});

describe('a zip whose directory lies is refused:', () => {
  it.each([
    ['a file is larger than is said', withSize(`${ID}/a`, 10)],
    ['a file is smaller than is said', withSize(`${ID}/a`, 3 * MEGABYTE)],
    [
      'a file has another name there',
      (bytes: Buffer) => {
        bytes.write('b', bytes.indexOf(`${ID}/a`) + ID.length + 1);
        return bytes;
      },
    ],
  ])('%s', async (_name, change) => {
    const path = await zip({ [`${ID}/a`]: new Uint8Array(2 * MEGABYTE) }, change);
    expect(await refusal(path)).toContain('is not a zip file that can be read');
  });
});

describe('what is no zip is not read:', () => {
  it('a file that is too large', async () => {
    const path = await zip({});
    await truncate(path, 17 * MEGABYTE);
    await expect(readExtensionPackage(path)).rejects.toThrow('expected a file of at most 16 MB');
  });
  it('a pipe, for which nobody waits', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'package-')), 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(readExtensionPackage(path)).rejects.toThrow('expected a file, found');
  });
});

describe('a folder is bounded like a zip, and links in it are left out', () => {
  async function folder(files: Record<string, Uint8Array>): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'package-'));
    await mkdir(join(path, 'asset/js'), { recursive: true });
    for (const [name, content] of Object.entries({ ...whole, ...files })) {
      await writeFile(join(path, name.slice(ID.length + 1)), content);
    }
    return path;
  }
  it('and is refused where it is too large', async () => {
    const path = await folder({ [`${ID}/a`]: text('') });
    await truncate(join(path, 'a'), 1.5e9);
    expect(await refusal(path)).toContain('more than 16 MB');
  });
  it('and what a link leads to is not installed', async () => {
    const path = await folder({});
    await symlink('/etc/passwd', join(path, 'a.php'));
    await symlink('/', join(path, 'b'));
    expect((await readExtensionPackage(path)).files.size).toBe(1 + WIDGET_FILES.length);
  });
});
