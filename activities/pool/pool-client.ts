import {
  type Client,
  WithStartWorkflowOperation,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '@temporalio/client';
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
import { oneAtATime } from './one-at-a-time';
import { watchForStuckPool } from './stuck-pool';

/** A pool's workflow as a worker speaks to it: started by whoever needs it first. */
export interface PoolClient {
  ask(message: AskMessage, signal: AbortSignal): Promise<AskAnswer>;
  renew(message: RenewMessage, signal: AbortSignal): Promise<RenewAnswer>;
  release(message: ReleaseMessage): Promise<void>;
}

type PoolWorkflow = (input: unknown) => Promise<void>;

/** Until the workflow has taken a question up. */
const BEGIN_LIMIT_MS = 20_000;
/** Beyond the time that an answer is held back. */
const ANSWER_LIMIT_MS = ANSWER_MS + 15_000;
/** Two renewals that fail leave time for a third one. */
const RENEW_LIMIT_MS = 10_000;

export interface PoolSetup {
  readonly pool: string;
  readonly queuePrefix: string;
  /** How long a pool that cannot go on is left alone; left out: a minute. */
  readonly stuckMs?: number | undefined;
}

export type PoolsByName = (pool: string) => PoolClient;

/** One per pool for a whole process: models of one pool ask by the same one. */
export function poolsByName(client: Client, setup: Omit<PoolSetup, 'pool'>): PoolsByName {
  const pools = new Map<string, PoolClient>();
  return (name) => {
    const pool = pools.get(name) ?? createPoolClient(client, { ...setup, pool: name });
    pools.set(name, pool);
    return pool;
  };
}

/**
 * A server takes ten updates of a workflow at once, and each that it refuses costs the pool the workflow task that it
 * works on, and all other questions in it. Five are answers that are held back. So a process has one question at a time
 * that the pool's workflow has not taken up, however long that takes; where the server refuses it all the same, since
 * there are many workers, the SDK's pauses before the next try hold up the worker's other questions too.
 */
export function createPoolClient(client: Client, setup: PoolSetup): PoolClient {
  const workflowId = poolWorkflowId(setup.queuePrefix, setup.pool);
  const handle = client.workflow.getHandle(workflowId);
  const begin = updates(client, { ...setup, handle });
  const inTurn = oneAtATime();
  const stuck = watchForStuckPool(client, { workflowId, stuckMs: setup.stuckMs });
  const within = <T>(limitMs: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    withSignalOfItsOwn(signal, (own) =>
      client.withAbortSignal(own, () => client.withDeadline(Date.now() + limitMs, work)),
    );
  return {
    ask: async (message, signal) => {
      const asked = await stuck.watch(() =>
        inTurn(signal, !message.patient, () =>
          within(BEGIN_LIMIT_MS, signal, () => begin<AskAnswer>(ASK_UPDATE, message)),
        ),
      );
      return within(ANSWER_LIMIT_MS, signal, () => asked.result());
    },
    renew: (message, signal) =>
      within(RENEW_LIMIT_MS, signal, async () => {
        const asked = await begin<RenewAnswer>(RENEW_UPDATE, message);
        return asked.result();
      }),
    release: (message) =>
      client.withDeadline(Date.now() + RENEW_LIMIT_MS, () =>
        handle.signal<[unknown]>(RELEASE_SIGNAL, message),
      ),
  };
}

/** An update that the workflow has taken up, and answers now or later. */
interface Begun<Answer> {
  result(): Promise<Answer>;
}

/** Sends an update; where the pool has no workflow, one is started with it. */
function updates(
  client: Client,
  { pool, queuePrefix, handle }: PoolSetup & { readonly handle: WorkflowHandle },
): <Answer>(name: string, message: unknown) => Promise<Begun<Answer>> {
  const { workflowId } = handle;
  const begin = { waitForStage: 'ACCEPTED' } as const;
  const startWith = async <Answer>(name: string, message: unknown): Promise<Begun<Answer>> =>
    client.workflow.startUpdateWithStart<PoolWorkflow, Answer, [unknown]>(name, {
      ...begin,
      args: [message],
      startWorkflowOperation: new WithStartWorkflowOperation<PoolWorkflow>(WORKFLOWS.pool, {
        workflowId,
        taskQueue: `${queuePrefix}${WORKFLOW_QUEUE}`,
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [{ pool, recoveringUntil: await recoveringUntil(handle) }],
        staticSummary: `slots of the pool ${pool}`,
      }),
    });
  return async <Answer>(name: string, message: unknown): Promise<Begun<Answer>> => {
    try {
      return await handle.startUpdate<Answer, [unknown]>(name, { ...begin, args: [message] });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return startWith<Answer>(name, message);
    }
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
async function recoveringUntil(handle: WorkflowHandle): Promise<number> {
  try {
    const { status, closeTime } = await handle.describe();
    const inOrder = status.name === 'COMPLETED' || status.name === 'RUNNING';
    return inOrder || !closeTime ? 0 : closeTime.getTime() + LEASE_MS;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 0;
    throw error;
  }
}
