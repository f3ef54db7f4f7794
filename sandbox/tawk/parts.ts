/** What tawk.to's client consists of in a browser. Each part comes, or fails, by itself (facts/tawk-client.md §1, §2). */
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

/** Where the client's files lie, below the address of a build. */
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

/** The part that lies at this path, undefined where none that can fail by itself. The websocket has its own door. */
export function partAt(path: string, entryPath: string): Part | undefined {
  if (path === entryPath) return 'entry';
  if (path === '/v1/widget-settings') return 'settings';
  if (path === '/v1/session/start') return 'session';
  const [, folder, file = ''] = FILES.exec(path) ?? [];
  return folder === 'languages' ? 'languages' : FILE_PARTS[file];
}
