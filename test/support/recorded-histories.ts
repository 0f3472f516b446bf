import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from './json';

const FOLDER = join(__dirname, '../histories');

/** The history of one closed run, as the Temporal CLI writes it. */
export interface RecordedHistory {
  /** Below the folder of histories. */
  readonly file: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly history: unknown;
}

/**
 * Every history that was ever recorded: `<version>/<case>/<workflow id, + for />.<run, from 1>.json`.
 *
 * @param isWanted - by its file, below the folder of histories: to read all of them takes a second
 */
export async function recordedHistories(
  isWanted: (file: string) => boolean = () => true,
): Promise<readonly RecordedHistory[]> {
  const names = await readdir(FOLDER, { recursive: true });
  const files = names.filter((name) => name.endsWith('.json') && isWanted(name)).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const history: Json = JSON.parse(await readFile(join(FOLDER, file), 'utf8'));
      const [{ workflowExecutionStartedEventAttributes: started }] = history.events;
      const runId: string = started.originalExecutionRunId;
      return { file, workflowId: workflowIdIn(file), runId, history };
    }),
  );
}

function workflowIdIn(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  return name.replace(/\.\d+\.json$/, '').replaceAll('+', '/');
}

/** The other way round. */
export function historyFile(workflowId: string, run: number): string {
  return `${workflowId.replaceAll('/', '+')}.${run}.json`;
}
