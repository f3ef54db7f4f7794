import type { Route } from '../http';
import { OTHER_PROPERTY } from '../property';
import type { ClientFiles } from './client-files';
import { script } from './faults';
import { FILES } from './parts';
import { substitute } from './substitutes';
import type { Tawk } from './tawk';
import { weigh } from './weight';

/** The files of embed.tawk.to: the entry script, the client's scripts and their assets. */
export function embedRoute(tawk: Tawk, files: ClientFiles, entryPath: string): Route {
  return async ({ method }, { pathname }) => {
    if (method !== 'GET') return undefined;
    const entry = entryAt(pathname, entryPath, files);
    if (entry !== undefined) return script(entry);
    const [, folder, name = ''] = FILES.exec(pathname) ?? [];
    const isScript = folder === 'js' || pathname.endsWith('/emojione.min.js');
    if (!isScript) return substitute(pathname);
    const text = await files.script(name || 'emojione.min.js');
    if (text === undefined) return undefined;
    return tawk.weight === 'real' && !files.origin ? weigh(name || 'emojione.min.js', text) : script(text);
  };
}

/** The entry script of the property, and of the second one, which accepts any widget id. */
function entryAt(pathname: string, entryPath: string, { entry, property }: ClientFiles): string | undefined {
  if (pathname === entryPath) return entry;
  const [, propertyId = '', widgetId = ''] = /^\/([0-9a-f]{24})\/(\w+)$/.exec(pathname) ?? [];
  if (![property.propertyId, OTHER_PROPERTY].includes(propertyId)) return undefined;
  // The real script contains the ids.
  return entry.replaceAll(property.propertyId, propertyId).replaceAll(`'${property.widgetId}'`, `'${widgetId}'`);
}
