import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from './json';

/** The last event of a type in a study's log. */
export async function lastEvent(dataDir: string, study: string, type: string): Promise<Json> {
  const log = join(dataDir, 'studies', study, 'routing_decisions.log');
  const lines: readonly Json[] = (await readFile(log, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text));
  return lines.findLast((each) => each.type === type);
}
