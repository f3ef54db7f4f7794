/** The parts of tawk.to's client in a browser. Each part loads, or fails, separately (facts/tawk-client.md §1, §2). */
export const PARTS = [
  'entry',
  'main',
  'vendor',
  'chunk-vendors',
  'chunk-common',
  'runtime',
  'app',
  'bubble chunk',
  'window chunk',
  'bubble style',
  'window style',
  'languages',
  'settings',
  'session',
  'socket',
] as const;

export type Part = (typeof PARTS)[number];

/** The paths of the client's files, below the address of a build. */
export const FILES = /^\/_s\/v4\/app\/[^/]+\/(js|css|languages)\/([\w.-]+)$/;

const FILE_PARTS: Record<string, Part> = {
  'twk-main.js': 'main',
  'twk-vendor.js': 'vendor',
  'twk-chunk-vendors.js': 'chunk-vendors',
  'twk-chunk-common.js': 'chunk-common',
  'twk-runtime.js': 'runtime',
  'twk-app.js': 'app',
  'twk-chunk-2d224aff.js': 'bubble chunk',
  'twk-chunk-49c2962f.js': 'window chunk',
  'min-widget.css': 'bubble style',
  'max-widget.css': 'window style',
};

/** The part at this path, undefined if it is no part that can fail separately. The websocket has its own endpoint. */
export function partAt(path: string, entryPath: string): Part | undefined {
  if (path === entryPath) return 'entry';
  if (path === '/v1/widget-settings') return 'settings';
  if (path === '/v1/session/start') return 'session';
  const [, folder, file = ''] = FILES.exec(path) ?? [];
  return folder === 'languages' ? 'languages' : FILE_PARTS[file];
}
