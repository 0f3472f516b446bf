import { heartbeat } from '@temporalio/activity';

/** How often an activity says that it is alive: well below every heartbeat timeout. */
const HEARTBEAT_MS = 4_000;

/**
 * Does an activity's work, and says all the while that it is alive: a killed worker is known by its silence.
 *
 * @param word - what every heartbeat tells, since each replaces the one before
 */
export async function sayingAlive<T>(work: () => Promise<T>, word?: () => object): Promise<T> {
  const alive = setInterval(() => heartbeat(word?.()), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(alive);
  }
}
