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

export function createPoolClient(
  client: Client,
  { pool, queuePrefix }: { readonly pool: string; readonly queuePrefix: string },
): PoolClient {
  const workflowId = poolWorkflowId(queuePrefix, pool);
  const handle = client.workflow.getHandle(workflowId);
  const update = async <Answer>(name: string, message: unknown): Promise<Answer> => {
    try {
      return await handle.executeUpdate<Answer, [unknown]>(name, { args: [message] });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return startWith<Answer>(name, message);
    }
  };
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
  const within = <T>(limitMs: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    withSignalOfItsOwn(signal, (own) =>
      client.withAbortSignal(own, () => client.withDeadline(Date.now() + limitMs, work)),
    );
  return {
    ask: (message, signal) => within(ASK_LIMIT_MS, signal, () => update(ASK_UPDATE, message)),
    renew: (message, signal) => within(RENEW_LIMIT_MS, signal, () => update(RENEW_UPDATE, message)),
    release: (message) =>
      client.withDeadline(Date.now() + RENEW_LIMIT_MS, () =>
        handle.signal<[unknown]>(RELEASE_SIGNAL, message),
      ),
  };
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
