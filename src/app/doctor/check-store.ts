import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { isFolder } from '../../../activities/store/disk';
import { LOCK_FOLDER } from '../../../activities/store/lock';
import { describeOwner, lifeOf } from '../../../activities/store/lock-owner';
import { lastTurn, lookAtTurn } from '../../../activities/store/lock-turns';
import { thisPlace } from '../../../activities/store/place';
import { readStoreRecord } from '../../../activities/store/store-file';
import type { Configuration } from '../configuration';
import { withStore } from '../store/open-store';
import type { Check } from './check';
import { checkElsewhere, movedAway } from './check-elsewhere';
import { type Found, fault, ok, skipped, warning } from './finding';

/** A write takes milliseconds; a lock held for longer than this is held by something that does not go on. */
const LONG_SECONDS = 60;

/** Can the store be read, the data folder be written, and who holds its lock? Nothing is written to find out. */
export const checkStore: Check = {
  name: 'store',
  run: async ({ configuration }) => {
    const { dataDir, store } = configuration;
    if (store) return [await checkElsewhere(configuration)];
    if (!(await isFolder(dataDir))) {
      return [skipped(`there is no data folder ${dataDir} yet; a worker makes it`)];
    }
    const writable = await access(dataDir, constants.W_OK | constants.X_OK).then(
      () => ok(`the data folder ${dataDir} is writable`),
      (error: Error) =>
        fault(
          `the data folder ${dataDir} is not writable: ${error.message}`,
          `chown -R "$(id -un)" ${dataDir}`,
        ),
    );
    return [writable, ...(await movedFinding(configuration)), await lockFinding(dataDir)];
  },
};

async function movedFinding(configuration: Configuration): Promise<readonly Found[]> {
  const { movedTo } = (await withStore(configuration, readStoreRecord)) ?? {};
  return movedTo === undefined ? [] : [movedAway(configuration.dataDir, movedTo)];
}

async function lockFinding(dataDir: string): Promise<Found> {
  const folder = join(dataDir, LOCK_FOLDER);
  if (!(await isFolder(folder))) return ok('its lock was never taken');
  const last = await lastTurn(folder);
  const turn = last.isFree ? null : await lookAtTurn(folder, last.number);
  if (turn === null) return ok(`its lock is free after ${last.number} turns`);
  const { owner } = turn;
  const who = `its lock is held by ${describeOwner(owner)}`;
  if ((await lifeOf(owner, await thisPlace())) === 'dead') {
    return ok(`${who} which is dead; the next write takes it over`);
  }
  const seconds = owner === null ? 0 : (Date.now() - Date.parse(owner.since)) / 1000;
  return seconds > LONG_SECONDS
    ? warning(
        `${who} ${Math.round(seconds)} s ago`,
        `if that process does not go on: kill -CONT ${owner?.pid}, or end it`,
      )
    : ok(`${who} ${Math.round(seconds)} s ago`);
}
