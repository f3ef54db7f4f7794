import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How a server of Live Helper Chat is reached by tests: what the file `livehelperchat.json` in a folder says. */
export interface LhcAddress {
  /** Of its root, with a slash at the end. */
  url: string;
  /** Of an agent, for its REST API. */
  user: string;
  key: string;
  department?: number;
  /** Commands that let an agent come and go; without them by the REST API. */
  online?: string;
  offline?: string;
}

/** @throws Error that says what the file should be */
export async function readAddress(folder: string): Promise<LhcAddress> {
  const file = join(folder, 'livehelperchat.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(
      `No "${file}". Expected: {"url": "http://…/", "user": "…", "key": "…"}, the root of a running server of Live Helper Chat, and an agent's user and key for its REST API.`,
    );
  });
  const address: LhcAddress = JSON.parse(text);
  for (const name of ['url', 'user', 'key'] as const)
    if (typeof address[name] !== 'string') throw new Error(`"${name}" in "${file}": expected a text.`);
  return address;
}
