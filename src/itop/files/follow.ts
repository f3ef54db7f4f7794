import { realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';

/**
 * Whether a search through folders follows a link to a folder. It does not if the link leads to a folder that contains
 * the link, or from which the search came: that would bring nothing new and never end.
 *
 * @param around the folders from which the search came by links, with links in their paths resolved
 * @returns the same list for the search behind the link; undefined if the link is not followed
 */
export async function follow(link: string, around: string[]): Promise<string[] | undefined> {
  const [here, target] = await Promise.all([realpath(dirname(link)), realpath(link).catch(unlessNothing)]);
  const inside = [...around, here];
  const isAround = (folder: string) => target !== undefined && withSlash(folder).startsWith(withSlash(target));
  return target === undefined || inside.some(isAround) ? undefined : inside;
}

/** @throws an error other than that nothing is there */
function unlessNothing(error: NodeJS.ErrnoException): undefined {
  if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? '')) throw error;
}

function withSlash(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
