import type { Chunk, Module, Runtime, Start } from './chunks';
import { page } from './tawk-globals';

// Connects the client's parts as webpack's runtime does. If there is a runtime already, each chunk reaches both.
const modules: Record<string, Module> = {};
const instances = new Map<string, unknown>();
const arrived = new Set(['runtime']);
const awaited = new Map<string, () => void>();
const waiting: Start[] = [];

const runtime: Runtime = {
  base: new URL('..', (document.currentScript as HTMLScriptElement).src).href,
  instance<T>(name: string): T {
    if (!instances.has(name)) instances.set(name, (modules[name] as Module)(runtime));
    return instances.get(name) as T;
  },
  async load(...chunks) {
    await Promise.all(chunks.map(loadOne));
  },
};

const loading = new Map<string, Promise<void>>();

function loadOne(name: string): Promise<void> {
  const known = arrived.has(name) ? Promise.resolve() : loading.get(name);
  if (known) return known;
  const promise = new Promise<void>((resolve, reject) => {
    awaited.set(name, resolve);
    const script = document.createElement('script');
    script.charset = 'utf-8';
    script.src = `${runtime.base}js/twk-${name}.js`;
    script.onload = script.onerror = () => {
      if (arrived.has(name)) return;
      loading.delete(name);
      reject(Object.assign(new Error(`Loading chunk ${name} failed.`), { name: 'ChunkLoadError' }));
    };
    document.head.append(script);
  });
  loading.set(name, promise);
  return promise;
}

page.tawkJsonp ??= [];
const queue = page.tawkJsonp;
let passOn: (chunk: Chunk) => unknown = () => {};

function take(chunk: Chunk): void {
  const [names, own, start] = chunk;
  Object.assign(modules, own);
  passOn(chunk);
  for (const name of names) {
    arrived.add(name);
    awaited.get(name)?.();
  }
  if (start) waiting.push(start);
  for (const [module, ...needed] of waiting.splice(0)) {
    if (needed.every((name) => arrived.has(name))) runtime.instance(module);
    else waiting.push([module, ...needed]);
  }
}

const before = queue.push.bind(queue);
queue.push = take as typeof queue.push;
for (const chunk of queue.slice()) take(chunk);
passOn = before;
