import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How tests reach a Live Helper Chat server: the content of `livehelperchat.json`. */
export interface LhcAddress {
  /** The server's root, with a slash at the end. */
  url: string;
  /** User and key of an agent, for the REST API. */
  user: string;
  key: string;
  department?: number;
  /** Commands that set the agent online and offline; without them the tests use the REST API. */
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
