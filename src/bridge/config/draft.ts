import { stringify } from 'yaml';
import { BridgeError } from '../base/errors';
import type { Config, PropertyConfig } from './config';
import { parseConfig } from './load';

/** The required settings of a bridge, and those that most people choose at once. */
export interface Draft {
  listen?: string;
  admin?: string;
  database?: string;
  /** tawk.to's property, and the secret key of its webhook. */
  property?: string;
  secret?: string;
  /** With Live Helper Chat, instead of these two. */
  livehelperchat?: LivehelperchatDraft;
  itop: { url: string; user: string; password: string } | { url: string; token: string };
  transcripts?: PropertyConfig['transcripts'];
  timeZone?: string;
  /** Who gets the new tickets of requesters that iTop does not know: e-mail of a person, name of an organization. */
  fallback?: { caller?: string; organization?: string };
}

/** What the bridge needs to read a Live Helper Chat and to check its visitors' proofs. */
export interface LivehelperchatDraft {
  url: string;
  user: string;
  key: string;
  department?: number;
  /** The extension's `livehelperchat_secret`. Without it no visitor is proved. */
  identitySecret?: string;
}

/**
 * The text of a bridge.yaml with secrets in it, and the configuration that it means.
 *
 * @throws BridgeError CONFIG with every mistake
 */
export function draftConfig({
  listen,
  admin,
  database,
  timeZone,
  property,
  secret,
  livehelperchat,
  itop,
  transcripts,
  fallback,
}: Draft) {
  const document = {
    ...(listen !== undefined && { listen }),
    ...(admin !== undefined && { admin }),
    ...(database !== undefined && { database }),
    properties: [
      {
        ...(livehelperchat === undefined ? { id: property, secrets: [secret] } : sourceOf(livehelperchat)),
        itop,
        ...(transcripts !== undefined && { transcripts }),
        ...(timeZone !== undefined && { time_zone: timeZone }),
        ...(fallback !== undefined && { ticket: { fallback } }),
      },
    ],
  };
  // no YAML references and no folded lines: a person reads this file
  const yaml = stringify(document, {
    aliasDuplicateObjects: false,
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });
  const text = `# The bridge of itop-tawk. It holds secrets: for the bridge's user alone. All settings: docs/bridge-reference.md\n${yaml}`;
  if (/\$\{\w+\}/.test(yaml)) {
    throw new BridgeError(
      'CONFIG',
      'a value holds $' + '{…}, which means an environment variable: write that one by hand',
    );
  }
  const config: Config = parseConfig(text, {});
  return { text, config };
}

function sourceOf({ url, user, key, department, identitySecret }: LivehelperchatDraft) {
  return {
    provider: 'livehelperchat',
    url,
    user,
    key,
    ...(department !== undefined && { department }),
    ...(identitySecret !== undefined && { identity_secrets: [identitySecret] }),
  };
}
