/** What a script of the client brings: its names, modules, and what is to be run once the named chunks are there too. */
export type Chunk = [names: string[], modules: Record<string, Module>, start?: Start];

export type Start = [module: string, ...chunks: string[]];

/** Made once for each runtime. */
export type Module = (runtime: Runtime) => unknown;

export interface Runtime {
  /** Address of the build, with a slash at its end. */
  base: string;
  /** What a module is in this runtime. */
  instance<T>(module: string): T;
  /** Brings chunks that are not there yet, each as a script. */
  load(...chunks: string[]): Promise<void>;
}
