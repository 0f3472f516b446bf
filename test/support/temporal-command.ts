import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { StudyServer } from './study-server';
import { temporalCli } from './temporal-cli';

const LIMIT_MS = 60_000;

/** What a command of the Temporal CLI printed, and how it ended. */
export interface CommandResult {
  readonly ok: boolean;
  /** Standard output and standard error, one after the other. */
  readonly output: string;
}

/** Runs the Temporal CLI itself against the test server, as a user without `ratchet` would. */
export async function temporal(
  { env }: StudyServer,
  ...words: readonly string[]
): Promise<CommandResult> {
  const args = [...words, '--address', env.address, '--color', 'never'];
  try {
    const { stdout, stderr } = await promisify(execFile)(await temporalCli(), args, {
      timeout: LIMIT_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { ok: true, output: stdout + stderr };
  } catch (error) {
    return { ok: false, output: `${textIn(error, 'stdout')}${textIn(error, 'stderr')}` };
  }
}

/** What the failed command had printed. An error that has none of it is no failure of the command. */
function textIn(error: unknown, field: 'stdout' | 'stderr'): string {
  const found: unknown = Object(error)[field];
  if (typeof found === 'string') return found;
  throw error;
}
