import type { Route } from '../http';
import type { ClientFiles } from './client-files';
import { script } from './faults';
import { FILES } from './parts';
import { substitute } from './substitutes';
import type { Tawk } from './tawk';
import { weigh } from './weight';

/** What embed.tawk.to gives: the entry script, the client's files and what belongs to them. */
export function embedRoute(tawk: Tawk, files: ClientFiles, entryPath: string): Route {
  return async ({ method }, { pathname }) => {
    if (method !== 'GET') return undefined;
    if (pathname === entryPath) return script(files.entry);
    const [, folder, name = ''] = FILES.exec(pathname) ?? [];
    const isScript = folder === 'js' || pathname.endsWith('/emojione.min.js');
    if (!isScript) return substitute(pathname);
    const text = await files.script(name || 'emojione.min.js');
    if (text === undefined) return undefined;
    return tawk.weight === 'real' && !files.origin ? weigh(name || 'emojione.min.js', text) : script(text);
  };
}
