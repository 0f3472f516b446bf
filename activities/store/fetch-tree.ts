import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { ArchivedHistory, ArchiveManifest, RunId } from '../../src/audit/archive';
import { readRun } from '../../src/audit/read-run';
import type { RunRecord } from '../../src/audit/run-record';
import { RatchetError } from '../../src/errors';
import { describeIssues } from '../../src/input-issue';
import { fetchRun } from './fetch-run';
import type { StoreFiles } from './medium';

/** A closed run with its history as text. */
export interface FetchedHistory {
  readonly type: string;
  readonly status: string;
  readonly history: string;
  readonly record: RunRecord;
}

export interface FetchedTree {
  /** The run itself first, each child after its parent. */
  readonly fetched: readonly FetchedHistory[];
  readonly leftOut: ArchiveManifest['leftOut'];
}

interface Fetching {
  readonly client: Client;
  readonly files: StoreFiles;
  /** Of the archives. */
  readonly folder: string;
  readonly alive: () => void;
}

/** Fetches a run and its children and theirs. What the server has lost since it was archived is taken from there. */
export async function fetchTree(
  fetching: Fetching,
  root: RunId,
  prior: ArchiveManifest | null,
): Promise<FetchedTree> {
  const fetched: FetchedHistory[] = [];
  const leftOut: ArchiveManifest['leftOut'][number][] = [];
  const waiting: RunId[] = [root];
  for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
    fetching.alive();
    const found = await fetchOne(fetching, run, prior);
    if (typeof found === 'string') leftOut.push({ ...run, why: found });
    else {
      fetched.push(found);
      waiting.push(...(await childrenOf(fetching.client, found.record, prior)));
    }
  }
  return { fetched, leftOut };
}

async function fetchOne(
  { client, files, folder }: Fetching,
  run: RunId,
  prior: ArchiveManifest | null,
): Promise<FetchedHistory | 'open' | 'not-found'> {
  const answer = await fetchRun(client, run, 'history');
  if (answer.kind === 'closed') {
    const { type, status, history } = answer;
    return { type, status, history, record: recordOf(run, history) };
  }
  const known = prior?.histories.find(({ runId }) => runId === run.runId);
  return answer.kind === 'not-found' && known
    ? stored(files, join(folder, known.file), known)
    : answer.kind;
}

async function stored(
  files: StoreFiles,
  path: string,
  known: ArchivedHistory,
): Promise<FetchedHistory> {
  const { type, status } = known;
  const bytes = await files.bytes(path);
  if (bytes === undefined) throw gone(path);
  const history = (await promisify(gunzip)(bytes)).toString('utf8');
  return { type, status, history, record: recordOf(known, history) };
}

function gone(path: string): RatchetError {
  return new RatchetError(
    'STORE_CORRUPT',
    `${path} is gone, and the server does not have this history any more: put the file back from a copy`,
  );
}

function recordOf(run: RunId, history: string): RunRecord {
  const record = readRun(run, JSON.parse(history));
  if (record.ok) return { ...record.value, ...run };
  throw new RatchetError(
    'STORE_CORRUPT',
    `Cannot archive ${run.workflowId}: its history cannot be read: ${describeIssues(record.issues)}`,
  );
}

/** A run that was closed at once may not have heard that a child of its had started: the server tells. */
async function childrenOf(
  client: Client,
  { children, runId: parent }: RunRecord,
  prior: ArchiveManifest | null,
): Promise<readonly RunId[]> {
  const runs: RunId[] = [];
  for (const { workflowId, runId, outcome } of children) {
    if (runId !== null) runs.push({ workflowId, runId });
    else if (outcome === null) {
      const known = prior?.histories.find((each) => each.workflowId === workflowId);
      const unheard = (await unheardChild(client, workflowId, parent)) ?? known?.runId;
      if (unheard !== undefined) runs.push({ workflowId, runId: unheard });
    }
  }
  return runs;
}

/** Run id of the child that this very run started; null: there is none. */
async function unheardChild(
  client: Client,
  workflowId: string,
  parent: string,
): Promise<string | null> {
  try {
    const { runId, parentExecution } = await client.workflow.getHandle(workflowId).describe();
    return parentExecution?.runId === parent ? runId : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
