import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readTextFile } from '../activities/input/read-text-file';
import { RatchetError } from '../src/errors';
import { ROUTING_FILE } from '../src/history/study-files';
import { describeIssues } from '../src/input-issue';
import { type PermanentRoute, parsePermanentRoutes } from '../src/routing/parse-permanent-routes';

/** A file that is being copied is whole a moment later. */
const ATTEMPTS = 4;
const PAUSE_MS = 100;

/** The routing file itself, where a folder that holds one was given. */
export async function routingFileAt(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? join(path, ROUTING_FILE) : path;
}

/**
 * The permanent routes of a routing file by phase. Text that is no JSON is read again a few times first.
 *
 * @throws {RatchetError} `ROUTING_INVALID`, naming the file and every field that is not as it should be
 */
export async function readRoutingFile(
  file: string,
): Promise<Readonly<Record<string, PermanentRoute>>> {
  const parsed = parsePermanentRoutes(await wholeJson(file));
  if (parsed.ok) return parsed.value;
  throw new RatchetError(
    'ROUTING_INVALID',
    `Cannot use ${file} as a routing file of this version:\n${describeIssues(parsed.issues)}`,
  );
}

async function wholeJson(file: string): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const text = await readTextFile(file, 'ROUTING_INVALID');
    try {
      return JSON.parse(text);
    } catch (cause) {
      if (attempt === ATTEMPTS) throw notJson(file, cause);
      await wait(PAUSE_MS);
    }
  }
}

function notJson(file: string, cause: unknown): RatchetError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RatchetError(
    'ROUTING_INVALID',
    `Cannot read ${file}: it is not JSON, or only half written: ${why}`,
  );
}
