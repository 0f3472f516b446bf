import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LockTimes, withLock } from '../../activities/store/lock';

/**
 * A process of its own that takes the lock, says `held`, keeps it for so many milliseconds, then changes a file, and
 * says what came of it: data folder, text to write, milliseconds, the lock's times as JSON, place (none: its own).
 */
async function main([dataDir = '', text = '', ms = '', times = '', place = '']: readonly string[]) {
  const lockTimes: LockTimes = JSON.parse(times);
  const options = { times: lockTimes, ...(place && { place }) };
  const outcome = await withLock(
    dataDir,
    async (files) => {
      say('held');
      await sleep(Number(ms));
      await files.replace(join(dataDir, 'file.json'), text);
      return 'written';
    },
    options,
  ).catch((error: unknown) => String(error));
  say(outcome);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
