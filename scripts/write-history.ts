import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyFile } from '../test/support/recorded-histories';
import type { StudyServer } from '../test/support/study-server';
import { temporal } from '../test/support/temporal-command';

/** A closed run, and its number among those of its workflow, from 1. */
export interface ClosedRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly run: number;
}

/** Writes the history of a run into a folder of recordings, as the Temporal CLI shows it. Never overwrites a file. */
export async function writeHistory(
  server: StudyServer,
  folder: string,
  { workflowId, runId, run }: ClosedRun,
): Promise<void> {
  const words = `workflow show -w ${workflowId} -r ${runId} -o json`.split(' ');
  const { output } = await temporal(server, ...words);
  const text = JSON.stringify(JSON.parse(output), withoutTraces);
  await writeFile(join(folder, historyFile(workflowId, run)), `${text}\n`, { flag: 'wx' });
}

/** Stack traces hold the paths of the machine that recorded them, identities its name; replay needs neither. */
function withoutTraces(key: string, value: unknown): unknown {
  if (key === 'stackTrace') return '';
  return key === 'identity' ? 'recorder' : value;
}
