import { spawn } from 'node:child_process';
import { UserError } from '../user-error.ts';

const FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Runs `npm ci` without install scripts in the folder; its output goes to standard error.
 *
 * @throws {@link UserError} when npm is not there or fails
 */
export async function runNpmCi(folder: string): Promise<void> {
  const child = spawn('npm', ['ci', ...FLAGS], {
    cwd: folder,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', () => reject(new UserError('npm is needed and was not found in PATH')));
    child.once('close', resolve);
  });
  if (code !== 0) throw new UserError(`npm ci ended with exit code ${code}; see its lines above`);
}
