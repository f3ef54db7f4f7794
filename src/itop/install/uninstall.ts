import { assertWritable, ChangeError, moveAside, undoAll } from './aside';
import type { UninstallPlan } from './uninstall-plan';

/**
 * Moves the extension out of the folders that iTop's setup searches. iTop keeps using it until the setup runs.
 *
 * @throws ChangeError with the reason; the iTop is unchanged
 */
export async function uninstall({ root, aside }: UninstallPlan): Promise<void> {
  await assertWritable(root, aside);
  const undo: (() => Promise<unknown>)[] = [];
  try {
    await moveAside(root, aside, undo);
  } catch (error) {
    throw new ChangeError(`${(error as Error).message}. ${await undoAll(undo)}`, { cause: error });
  }
}
