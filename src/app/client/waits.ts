import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { WORKFLOW_QUEUE } from '../../contract';
import { invocation } from '../invocation';
import { listenersOf } from './listeners';

/** An activity that does not get on: nobody takes it, or it failed and is tried again. */
export interface Wait {
  readonly workflowId: string;
  readonly activity: string;
  readonly queue: string;
  /** Served by that queue; null where it is no model's. */
  readonly model: string | null;
  /** Does a worker listen to the queue? */
  readonly served: boolean;
  readonly attempt: number;
  /** What went wrong in the attempt before; null in the first one. */
  readonly lastFailure: string | null;
  /** For people: what it waits for and how to mend it. */
  readonly sentence: string;
}

type Raw = WorkflowExecutionDescription['raw'];
type PendingActivity = NonNullable<Raw['pendingActivities']>[number];

/** A worker has it, as the server's interface numbers the states of a pending activity. */
const STARTED = 2;

/** Enforcement has a child that has the verification: no study nests deeper. */
const MAX_DEPTH = 3;
/** Open evaluations that are looked into. */
const MAX_CHILDREN = 16;

/** What a study and its open evaluations wait for, by what the server alone knows. */
export async function waitsOf(
  client: Client,
  description: WorkflowExecutionDescription,
  depth = 1,
): Promise<readonly Wait[]> {
  const { pendingActivities, pendingChildren } = description.raw;
  const own = await Promise.all(
    (pendingActivities ?? []).map((activity) =>
      waitOf(client, activity, {
        workflowId: description.workflowId,
        queue: description.taskQueue,
      }),
    ),
  );
  const found = own.filter((wait) => wait !== null);
  if (depth >= MAX_DEPTH) return found;
  const children = await Promise.all(
    (pendingChildren ?? [])
      .slice(0, MAX_CHILDREN)
      .map(({ workflowId }) => waitsOfChild(client, workflowId ?? '', depth)),
  );
  return [...found, ...children.flat()];
}

/** A child that closes meanwhile waits for nothing. */
async function waitsOfChild(
  client: Client,
  workflowId: string,
  depth: number,
): Promise<readonly Wait[]> {
  const child = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => null);
  return child ? waitsOf(client, child, depth + 1) : [];
}

async function waitOf(
  client: Client,
  activity: PendingActivity,
  at: { readonly workflowId: string; readonly queue: string },
): Promise<Wait | null> {
  const queue = activity.activityOptions?.taskQueue?.name || at.queue;
  const served = await isServed(client, activity, queue);
  const trying = attemptOf(activity);
  if (served && trying.lastFailure === null) return null;
  const wait = {
    workflowId: at.workflowId,
    activity: activity.activityType?.name ?? '',
    queue,
    model: modelOf(queue),
    served,
    ...trying,
  };
  return { ...wait, sentence: sentenceOf(wait) };
}

/** A worker whose only slot is busy with this very activity does not ask for more. */
async function isServed(
  client: Client,
  { state }: PendingActivity,
  queue: string,
): Promise<boolean> {
  return state === STARTED || (await listenersOf(client, queue, 'activity')).length > 0;
}

function attemptOf({ attempt, lastFailure }: PendingActivity) {
  const number = attempt ?? 1;
  return { attempt: number, lastFailure: number > 1 ? (lastFailure?.message ?? null) : null };
}

function modelOf(queue: string): string | null {
  return new RegExp(`(?:^|.*[^a-z0-9])${WORKFLOW_QUEUE}-model-(.+)$`).exec(queue)?.[1] ?? null;
}

function sentenceOf(wait: Omit<Wait, 'sentence'>): string {
  const { workflowId, activity, queue, model, served, attempt, lastFailure } = wait;
  const where = `${workflowId}: `;
  const failed =
    lastFailure === null ? '' : `attempt ${attempt - 1} of ${activity} failed: ${lastFailure}`;
  if (served) return `${where}${failed}; tries again`;
  const before = failed === '' ? '' : ` (${failed})`;
  if (model === null) {
    return `${where}waiting for a worker on the queue ${queue}, to do ${activity}${before}; start one: ${invocation('worker')}`;
  }
  return `${where}waiting for a worker that serves ${model}${before}; start one whose models file has it: ${invocation(`worker --only ${model}`)}`;
}
