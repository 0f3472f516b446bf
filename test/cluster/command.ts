import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ClusterError } from './cluster-error';

const minutes = 60_000;

/**
 * Runs a command to its end.
 *
 * @returns its standard output
 * @throws {ClusterError} with what it said, where it fails
 */
export async function command(
  [program = '', ...args]: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      timeout: 30 * minutes,
      maxBuffer: 64 * 1024 * 1024,
      ...options,
    });
    return stdout;
  } catch (cause) {
    throw new ClusterError(`${program} ${args[0] ?? ''} failed`, wordsOf(cause), { cause });
  }
}

function wordsOf(cause: unknown): string {
  const { stderr, stdout, message } = Object(cause);
  return String(stderr || stdout || message).trim();
}
