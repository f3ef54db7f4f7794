import { Unzip, UnzipInflate, unzipSync } from 'fflate';
import { PackageError, PackageLimits } from './package-limits';

/**
 * How many bytes are inflated at a time: the result has 4 MB at most, because deflate expands a byte to no more than
 * 1032.
 */
const PIECE_BYTES = 4096;

/**
 * The files of a zip, by their paths. The sizes and names in its directory are checked before anything is inflated; and
 * inflating stops if a file is larger than its size in the directory.
 *
 * @param path for messages
 * @throws PackageError
 */
export function unzip(path: string, bytes: Uint8Array): Map<string, Uint8Array> {
  try {
    const sizes = sizesIn(path, bytes);
    const files = new Map<string, Uint8Array>();
    const reader = new Unzip((file) => {
      const size = sizes.get(file.name);
      if (size === undefined || files.has(file.name)) throw new Error('not in the directory');
      const content = new Uint8Array(size);
      files.set(file.name, content);
      let filled = 0;
      file.ondata = (error, chunk, isLast) => {
        if (error) throw error;
        if (filled + chunk.length > size) throw new Error('larger than was said');
        content.set(chunk, filled);
        filled += chunk.length;
        if (isLast && filled < size) throw new Error('smaller than was said');
      };
      file.start();
    });
    reader.register(UnzipInflate);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      reader.push(bytes.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= bytes.length);
    }
    if (files.size < sizes.size) throw new Error('less than in the directory');
    return new Map([...files].filter(([name]) => !name.endsWith('/')));
  } catch (error) {
    if (error instanceof PackageError) throw error;
    throw new PackageError(`${path} is not a zip file that can be read. Build it again with: npm run build`);
  }
}

/** The directory at the zip's end; nothing is inflated. @throws PackageError */
function sizesIn(path: string, bytes: Uint8Array): Map<string, number> {
  const limits = new PackageLimits(path);
  const sizes = new Map<string, number>();
  unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      limits.admit(name, originalSize);
      sizes.set(name, originalSize);
      return false;
    },
  });
  return sizes;
}
