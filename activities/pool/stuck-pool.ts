import { type Client, isGrpcServiceError } from '@temporalio/client';
import { stopwatch } from './steady-clock';

/** gRPC: the server takes no update while the workflow's tasks fail again and again. */
const FAILED_PRECONDITION = 9;
/** So long it may mend itself: by another worker, or another build. */
const STUCK_MS = 60_000;
/** As many tries of one workflow task as make a server refuse updates. */
const MANY = 3;
const END_LIMIT_MS = 10_000;
const WHY =
  'Its tasks failed for a minute; a new one takes its place, and gives slots again after 45 s';

/** Looks after a pool whose workflow cannot go on, which no retry would mend. */
export interface StuckPool {
  /** Asks the pool, and ends its workflow where it has refused everything for long enough. */
  watch<T>(ask: () => Promise<T>): Promise<T>;
}

/**
 * A pool keeps nothing that its workers do not tell it again: ending its workflow costs the time of a lease. Left
 * alone, a stuck one would stop every study of its model until a person ends it.
 */
export function watchForStuckPool(
  client: Client,
  {
    workflowId,
    stuckMs = STUCK_MS,
  }: { readonly workflowId: string; readonly stuckMs?: number | undefined },
): StuckPool {
  let since: (() => number) | undefined;
  const endIfStuck = async (): Promise<void> => {
    since ??= stopwatch();
    if (since() < stuckMs) return;
    since = undefined;
    await client.withDeadline(Date.now() + END_LIMIT_MS, () => endRun(client, workflowId));
  };
  return {
    watch: async (ask) => {
      try {
        const answer = await ask();
        since = undefined;
        return answer;
      } catch (error) {
        if (isRefusal(error)) await endIfStuck();
        throw error;
      }
    },
  };
}

function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return isGrpcServiceError(cause) && cause.code === FAILED_PRECONDITION;
}

/** Only a run whose task was tried often, by its id: another worker may have put a new one in its place. */
async function endRun(client: Client, workflowId: string): Promise<void> {
  const { runId, raw } = await client.workflow.getHandle(workflowId).describe();
  if ((raw.pendingWorkflowTask?.attempt ?? 0) < MANY) return;
  await client.workflow.getHandle(workflowId, runId).terminate(WHY);
}
