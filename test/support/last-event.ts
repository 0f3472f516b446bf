import { eventsInLog } from './events-in-log';
import type { Json } from './json';

/** The last event of a type in a study's log. */
export async function lastEvent(dataDir: string, study: string, type: string): Promise<Json> {
  return (await eventsInLog(dataDir, study)).findLast((each) => each.type === type);
}
