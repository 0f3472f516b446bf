import { setTimeout as wait } from 'node:timers/promises';
import { type Client, WithStartWorkflowOperation, WorkflowNotFoundError } from '@temporalio/client';
import { WORKFLOW_QUEUE, WORKFLOWS } from '../../src/contract';
import { ANSWER_MS, LEASE_MS } from '../../src/pool/pool';
import { poolWorkflowId } from '../../src/pool/pool-id';
import {
  ASK_UPDATE,
  type AskAnswer,
  type AskMessage,
  RELEASE_SIGNAL,
  RENEW_UPDATE,
  type ReleaseMessage,
  type RenewAnswer,
  type RenewMessage,
} from '../../src/pool/pool-messages';
import { atMost } from '../at-most';
import { watchForStuckPool } from './stuck-pool';

/** A pool's workflow as a worker speaks to it: started by whoever needs it first. */
export interface PoolClient {
  ask(message: AskMessage, signal: AbortSignal): Promise<AskAnswer>;
  renew(message: RenewMessage, signal: AbortSignal): Promise<RenewAnswer>;
  release(message: ReleaseMessage): Promise<void>;
}

type PoolWorkflow = (input: unknown) => Promise<void>;

/** Beyond the time that an answer is held back. */
const ASK_LIMIT_MS = ANSWER_MS + 15_000;
/** Two renewals that fail leave time for a third one. */
const RENEW_LIMIT_MS = 10_000;
/**
 * A server takes ten updates of a workflow at once, and each that it refuses costs the pool the workflow task that it
 * works on: the server forgets it, and the pool is loaded anew. Five may be answers that are held back.
 */
const ASKS_AT_ONCE = 3;
/** By then it is answered, or its answer is held back. */
const ASKED_MS = 250;

export interface PoolSetup {
  readonly pool: string;
  readonly queuePrefix: string;
  /** How long a pool that cannot go on is left alone; left out: a minute. */
  readonly stuckMs?: number | undefined;
}

export function createPoolClient(client: Client, setup: PoolSetup): PoolClient {
  const workflowId = poolWorkflowId(setup.queuePrefix, setup.pool);
  const handle = client.workflow.getHandle(workflowId);
  const update = updates(client, { ...setup, workflowId });
  const inTurn = atMost(ASKS_AT_ONCE);
  const stuck = watchForStuckPool(client, { workflowId, stuckMs: setup.stuckMs });
  const within = <T>(limitMs: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    withSignalOfItsOwn(signal, (own) =>
      client.withAbortSignal(own, () => client.withDeadline(Date.now() + limitMs, work)),
    );
  const ask = (message: AskMessage, signal: AbortSignal): Promise<AskAnswer> =>
    stuck.watch(() => within(ASK_LIMIT_MS, signal, () => update(ASK_UPDATE, message)));
  return {
    ask: (message, signal) => begunBy(inTurn, () => ask(message, signal)),
    renew: (message, signal) => within(RENEW_LIMIT_MS, signal, () => update(RENEW_UPDATE, message)),
    release: (message) =>
      client.withDeadline(Date.now() + RENEW_LIMIT_MS, () =>
        handle.signal<[unknown]>(RELEASE_SIGNAL, message),
      ),
  };
}

/** Sends an update; where the pool has no workflow, one is started with it. */
function updates(
  client: Client,
  { pool, queuePrefix, workflowId }: PoolSetup & { readonly workflowId: string },
): <Answer>(name: string, message: unknown) => Promise<Answer> {
  const handle = client.workflow.getHandle(workflowId);
  const startWith = async <Answer>(name: string, message: unknown): Promise<Answer> =>
    client.workflow.executeUpdateWithStart<PoolWorkflow, Answer, [unknown]>(name, {
      args: [message],
      startWorkflowOperation: new WithStartWorkflowOperation<PoolWorkflow>(WORKFLOWS.pool, {
        workflowId,
        taskQueue: `${queuePrefix}${WORKFLOW_QUEUE}`,
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [{ pool, recoveringUntil: await recoveringUntil(client, workflowId) }],
        staticSummary: `slots of the pool ${pool}`,
      }),
    });
  return async <Answer>(name: string, message: unknown): Promise<Answer> => {
    try {
      return await handle.executeUpdate<Answer, [unknown]>(name, { args: [message] });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return startWith<Answer>(name, message);
    }
  };
}

/** Others wait for its begin, and not for its end. */
async function begunBy<T>(inTurn: ReturnType<typeof atMost>, work: () => Promise<T>): Promise<T> {
  const { ends } = await inTurn(async () => {
    const begun = work();
    await Promise.race([Promise.allSettled([begun]), wait(ASKED_MS, undefined, { ref: false })]);
    return { ends: begun };
  });
  return ends;
}

/**
 * The SDK leaves its listeners on the signal that it gets, so each call has one of its own. Not by `AbortSignal.any`:
 * Node.js keeps what that makes for as long as anything listens, here for ever, and the whole call with it.
 */
async function withSignalOfItsOwn<T>(
  signal: AbortSignal,
  work: (own: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const own = new AbortController();
  const pass = (): void => own.abort(signal.reason);
  signal.addEventListener('abort', pass, { once: true });
  try {
    return await work(own.signal);
  } finally {
    signal.removeEventListener('abort', pass);
  }
}

/**
 * A pool that ended by itself had given nothing away. One that was closed from outside took its state along: until its
 * last lease must have lapsed, whoever held one may still use the endpoint.
 */
async function recoveringUntil(client: Client, workflowId: string): Promise<number> {
  try {
    const { status, closeTime } = await client.workflow.getHandle(workflowId).describe();
    const inOrder = status.name === 'COMPLETED' || status.name === 'RUNNING';
    return inOrder || !closeTime ? 0 : closeTime.getTime() + LEASE_MS;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 0;
    throw error;
  }
}
