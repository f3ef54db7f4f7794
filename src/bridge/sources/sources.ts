import type { PropertyConfig } from '../config/config';
import type { KeptFiles } from '../delivery/kept-files';
import { LivehelperchatFiles } from './livehelperchat/files';
import { startPolling } from './livehelperchat/poller';
import type { Source, SourceParts } from './source';

/** Starts one independent source for each property whose provider calls no webhook. */
export function startSources(properties: PropertyConfig[], parts: SourceParts): Source {
  const sources = properties
    .filter((property) => property.provider === 'livehelperchat')
    .map((property) => startPolling(property, parts));
  return {
    wake: (property) => {
      for (const source of sources) source.wake(property);
    },
    stop: async () => {
      await Promise.all(sources.map((source) => source.stop()));
    },
  };
}

/** The files of a property's chats; undefined: its provider gives none to the bridge. */
export function filesOf(property: PropertyConfig): KeptFiles | undefined {
  return property.provider === 'livehelperchat' ? new LivehelperchatFiles(property) : undefined;
}
