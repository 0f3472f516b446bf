import { heartbeat } from '@temporalio/activity';

/** How often an activity says that it is alive: well below every heartbeat timeout. */
const HEARTBEAT_MS = 4_000;

/** Does an activity's work, and says all the while that it is alive: a killed worker is known by its silence. */
export async function sayingAlive<T>(work: () => Promise<T>): Promise<T> {
  const alive = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(alive);
  }
}
