import type { PropertyConfig } from '../config/config';
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
