/** The given file or folder is not the built extension. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
}

/** The built extension has some hundred files with less than 1 MB in total. */
const MAX_FILES = 1000;
export const MAX_MEGABYTES = 16;
/** Its longest path has some sixty characters, in four folders. */
const MAX_PATH_CHARS = 200;
const MAX_FOLDERS = 10;

/**
 * Checks the content of a package while it is read: each name becomes a path on somebody's server, and each byte is
 * kept.
 */
export class PackageLimits {
  readonly #path: string;
  #files = 0;
  #bytes = 0;
  /** Paths in lower case, with the path as it is in the package; folders have a slash at their end. */
  readonly #seen = new Map<string, string>();

  /** @param path of the package, for messages */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * @param name with forward slashes; a folder's ends with one
   * @param bytes size of the file
   * @throws PackageError if this is too much, or cannot exist next to the others
   */
  admit(name: string, bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    const shown = JSON.stringify(name.slice(0, MAX_PATH_CHARS));
    if (this.#files > MAX_FILES) this.#refuse(`more than ${MAX_FILES} files`);
    if (this.#bytes > MAX_MEGABYTES * 1024 * 1024) this.#refuse(`more than ${MAX_MEGABYTES} MB`);
    const parts = name.split('/');
    if (name.length > MAX_PATH_CHARS || parts.length > MAX_FOLDERS + 1) this.#refuse(`a path as long as ${shown}`);
    if (!parts.every((part, index) => isPlain(part) || (part === '' && index > 0 && index === parts.length - 1))) {
      this.#refuse(`${shown}; expected nothing outside its folders, and names of letters, digits, and . - _`);
    }
    for (const [index, part] of parts.entries()) {
      if (part === '') continue;
      const isFolder = index < parts.length - 1;
      const path = parts.slice(0, index + 1).join('/');
      const there = this.#seen.get(path.toLowerCase());
      const isSame = isFolder && there === `${path}/`;
      if (there !== undefined && !isSame) this.#refuse(`${shown} beside ${JSON.stringify(there)}`);
      this.#seen.set(path.toLowerCase(), isFolder ? `${path}/` : path);
    }
  }

  #refuse(what: string): never {
    throw new PackageError(`${this.#path} is not the built extension: it holds ${what}.`);
  }
}

function isPlain(part: string): boolean {
  return /^[\w.-]+$/.test(part) && part !== '.' && part !== '..';
}
