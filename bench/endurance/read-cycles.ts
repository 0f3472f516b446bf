import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { type ArchiveManifest, manifestName } from '../../src/audit/archive';
import { parseManifest } from '../../src/audit/parse-archive';
import { WORKFLOWS } from '../../src/contract';
import type { CycleFigures } from './cycle-figures';
import { STUDY } from './endless-study';
import type { Memory } from './memory';
import { readHistory } from './read-history';

/**
 * What each cycle cost, read from what it left: its archive, its files, and the size that the server gives its history.
 *
 * @param folder - of the study
 */
export async function readCycles(
  client: Client,
  folder: string,
  memory: ReadonlyMap<number, Memory>,
): Promise<readonly CycleFigures[]> {
  const archives = join(folder, 'histories');
  const figures: CycleFigures[] = [];
  for (const name of readdirSync(archives).filter((each) => each.endsWith('.manifest.json'))) {
    const manifest = parseManifest(readFileSync(join(archives, name), 'utf8'));
    if (manifest.ok) figures.push(await figuresOf(client, folder, manifest.value));
  }
  return figures
    .toSorted((a, b) => a.cycle - b.cycle)
    .map((each) => {
      const { worker, server } = memory.get(each.cycle) ?? { worker: NaN, server: NaN };
      return { ...each, workerMiB: worker, serverMiB: server };
    });
}

async function figuresOf(
  client: Client,
  folder: string,
  manifest: ArchiveManifest,
): Promise<CycleFigures> {
  const archives = join(folder, 'histories');
  const [own, ...children] = manifest.histories.map(({ file, type }) => ({
    type,
    ...readHistory(join(archives, file)),
  }));
  if (!own) throw new RangeError(`Cannot read ${manifestName(manifest)}: it names no history`);
  const cycle = cycleOf(manifest, children.length);
  const { raw } = await client.workflow.getHandle(STUDY, manifest.runId).describe();
  const files = [
    `cycles/${cycle}.json`,
    `histories/${manifestName(manifest)}`,
    ...manifest.histories.map(({ file }) => `histories/${file}`),
    ...new Set(manifest.transcripts.map(({ file }) => file)),
  ];
  const evaluations = children.filter(({ type }) => type === WORKFLOWS.evaluation);
  const writes = own.activities['recordEvents'] ?? [];
  return {
    cycle,
    seconds: own.seconds,
    runs: evaluations.flatMap(({ activities }) => activities['measureRun'] ?? []).length,
    events: own.events,
    historyKiB: Number(raw.workflowExecutionInfo?.historySizeBytes ?? NaN) / 1024,
    childEvents: children.reduce((sum, { events }) => sum + events, 0),
    carriedKiB: own.carriedBytes / 1024,
    workerMiB: NaN,
    serverMiB: NaN,
    files: files.length,
    fileKiB: files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 1024,
    writes: writes.length,
    writeMs: mean(writes),
    archiveMs: mean(own.activities['archiveHistories'] ?? []),
    editsMs: mean(own.activities['readHandEdits'] ?? []),
  };
}

/** Its evaluations are named after it: `endless/c12/atomic/e0-baseline`. */
function cycleOf({ histories }: ArchiveManifest, children: number): number {
  const named = histories.map(({ workflowId }) => /\/c(\d+)\//.exec(workflowId)?.[1]);
  const cycle = Number(named.find((each) => each !== undefined));
  if (Number.isInteger(cycle)) return cycle;
  throw new RangeError(`Cannot tell a cycle's number from its ${children} children`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
