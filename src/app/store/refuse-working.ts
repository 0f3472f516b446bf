import { join } from 'node:path';
import { processStart } from '../../../activities/store/process-start';
import { readIfThere } from '../../../activities/store/read-if-there';
import { CliError, EXIT } from '../cli-error';

/**
 * A worker that still makes runs would write their transcripts into a folder whose store has left.
 *
 * @throws {CliError} exit code 4 where a worker of this machine uses the folder
 */
export async function refuseWorking(dataDir: string): Promise<void> {
  const text = (await readIfThere(join(dataDir, 'worker.json'))) ?? '';
  const pid = Number(/"pid":\s*(\d+)/.exec(text)?.[1]);
  if (!pid || (await processStart(pid)) === null) return;
  throw new CliError(
    EXIT.badInput,
    `Cannot move the store of ${dataDir}: the worker ${pid} uses it; stop it first (kill ${pid})`,
  );
}
