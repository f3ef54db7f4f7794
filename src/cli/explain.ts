import { BridgeError, ERRORS } from '../bridge/errors';

/** Runs a command; an error of the bridge's table is told in its words, with exit code 1, and no stack. */
export async function orExplain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BridgeError)) {
      throw error;
    }
    const { says, todo } = ERRORS[error.code];
    process.stderr.write(`${error.code}: ${says}\n${error.detail.replace(/^/gm, '  ')}\nTo do: ${todo}\n`);
    process.exitCode = 1;
  }
}
