import { Command, CommanderError } from 'commander';
import { vi } from 'vitest';
import { fail } from '../../src/cli/outcome';

export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a subcommand in this process, as main.ts would, and gives what a shell would see. */
export async function runCommand(register: (program: Command) => void, ...args: string[]): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += chunk;
      return true;
    }),
  );
  const before = process.exitCode;
  const program = new Command('itop-tawk').exitOverride();
  register(program);
  try {
    await program.parseAsync(args, { from: 'user' }).catch((error) => {
      if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
      else fail(error, args.includes('--json'));
    });
    return { status: Number(process.exitCode ?? 0), ...written };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}
