import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../../../activities/store/read-if-there';

/**
 * Tells `temporal-dev.sh status` and `stop`, and whoever would move the store, that this process works on the data
 * folder. Of several workers the one that began last stands there.
 *
 * @returns what takes it away again, where it is still this process's own
 */
export async function writeWorkerState(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'worker.json');
  const own = `${JSON.stringify({ pid: process.pid })}\n`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, own);
  return async () => {
    if ((await readIfThere(file)) === own) await rm(file, { force: true });
  };
}
