import { realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';

/**
 * Whether a link to a folder is to be followed in a search through folders: not where it leads to a folder that it is
 * in, or that one was reached from, for that brings nothing new and has no end.
 *
 * @param around the folders that the search has come from by links, without links in their paths
 * @returns the same for the search behind the link; undefined where it is not followed
 */
export async function follow(link: string, around: string[]): Promise<string[] | undefined> {
  const [here, target] = await Promise.all([realpath(dirname(link)), realpath(link).catch(unlessNothing)]);
  const inside = [...around, here];
  const isAround = (folder: string) => target !== undefined && withSlash(folder).startsWith(withSlash(target));
  return target === undefined || inside.some(isAround) ? undefined : inside;
}

/** @throws where it cannot be looked at */
function unlessNothing(error: NodeJS.ErrnoException): undefined {
  if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? '')) throw error;
}

function withSlash(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
