import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const script = join(__dirname, '..', '..', 'temporal-dev.sh');
const minutes = 60_000;
let path: Promise<string> | undefined;

/**
 * Where is the Temporal CLI? Found, or got on first use, by `temporal-dev.sh cli`, once per process.
 *
 * @returns an absolute path
 * @throws Error with what the script says, when there is no Temporal CLI and none can be got
 */
export function temporalCli(): Promise<string> {
  path ??= findOrGet();
  return path;
}

async function findOrGet(): Promise<string> {
  const { stdout } = await promisify(execFile)(script, ['cli'], { timeout: 10 * minutes });
  return stdout.trim();
}
