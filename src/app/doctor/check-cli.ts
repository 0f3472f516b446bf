import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Check } from './check';
import { ok, skipped } from './finding';

const LIMIT_MS = 5_000;

/** Which Temporal CLI is there? Ratchet needs none; the commands that mend things are for it. */
export const checkCli: Check = {
  name: 'temporal-cli',
  run: async ({ env }) => {
    const cli = env['TEMPORAL_CLI'] || 'temporal';
    try {
      const { stdout } = await promisify(execFile)(cli, ['--version'], { timeout: LIMIT_MS });
      return [ok(`${stdout.trim().split('\n')[0]} (${cli})`)];
    } catch {
      const where = cli === 'temporal' ? 'on PATH' : `at ${cli}, which TEMPORAL_CLI names`;
      return [skipped(`no Temporal CLI ${where}; ./temporal-dev.sh cli gets one`)];
    }
  },
};
