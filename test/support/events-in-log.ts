import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from './json';

/** All events in a study's log, the oldest first. */
export async function eventsInLog(dataDir: string, study: string): Promise<readonly Json[]> {
  const log = join(dataDir, 'studies', study, 'routing_decisions.log');
  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
  return lines.map((text) => JSON.parse(text));
}
