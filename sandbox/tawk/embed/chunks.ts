/**
 * The content of one of the client's scripts: names, modules, and what to run once the named chunks have loaded too.
 */
export type Chunk = [names: string[], modules: Record<string, Module>, start?: Start];

export type Start = [module: string, ...chunks: string[]];

/** Created once for each runtime. */
export type Module = (runtime: Runtime) => unknown;

export interface Runtime {
  /** Address of the build, with a slash at its end. */
  base: string;
  /** The exports of a module in this runtime. */
  instance<T>(module: string): T;
  /** Loads chunks that are missing, each as a script. */
  load(...chunks: string[]): Promise<void>;
}
