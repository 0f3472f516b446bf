import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { describeIssues, type Parsed } from '../src/input-issue';
import { answerTo, askPool, isAnswered, stopHoldingAll } from '../src/pool/ask-pool';
import { parseAsk, parsePool, parseRelease, parseRenew } from '../src/pool/parse-pool-messages';
import { newPool, type PoolState } from '../src/pool/pool';
import {
  ASK_UPDATE,
  type AskAnswer,
  POOL_QUERY,
  RELEASE_SIGNAL,
  RENEW_UPDATE,
  type RenewAnswer,
} from '../src/pool/pool-messages';
import { type PoolView, poolView } from '../src/pool/pool-view';
import { releaseSlot } from '../src/pool/release-slot';
import { renewLease } from '../src/pool/renew-lease';
import { serveQueue } from '../src/pool/serve-queue';
import { settlePool } from '../src/pool/settle-pool';
import { isIdle, wakeAt } from '../src/pool/wake-at';
import { continueChain } from './continue-chain';

const askUpdate = defineUpdate<AskAnswer, [unknown]>(ASK_UPDATE);
const renewUpdate = defineUpdate<RenewAnswer, [unknown]>(RENEW_UPDATE);
const releaseSignal = defineSignal<[unknown]>(RELEASE_SIGNAL);
const poolQuery = defineQuery<PoolView>(POOL_QUERY);

/**
 * Marks runs in which every signal is answered with a command. The SDK may take a workflow task without one together
 * with the next when it replays, and the signal is then read at a later time than it was before: another slot is free,
 * another timer starts, and the replay fails for good.
 */
const NO_EMPTY_TASKS = 'no-empty-tasks';

/** What one run of the workflow holds in memory. */
interface Desk {
  state: PoolState;
  /** A signal came since the timer was started. */
  signalled: boolean;
  /** The run is about to end: nobody is kept waiting for an answer. */
  closing: boolean;
}

/**
 * Gives out the slots of a pool to the runs of all studies and workers. It ends by itself when nobody needs it, and is
 * started again by whoever does.
 *
 * @param input - name of the pool, or what the run before handed on
 */
export async function modelPool(input: unknown): Promise<void> {
  const desk: Desk = { state: readPool(input), signalled: false, closing: false };
  installHandlers(desk);
  const answersSignals = patched(NO_EMPTY_TASKS);
  for (;;) {
    desk.state = serveQueue(settlePool(desk.state, Date.now()), Date.now());
    if (isToHandOn()) return await handOn(desk);
    if (isIdle(desk.state, Date.now())) return;
    await untilDue(desk, answersSignals);
  }
}

function readPool(input: unknown): PoolState {
  const parsed = parsePool(input);
  if (!parsed.ok) {
    const why = `Cannot keep a pool: ${describeIssues(parsed.issues)}`;
    throw ApplicationFailure.nonRetryable(why, 'InvalidInput');
  }
  const { value } = parsed;
  return 'leases' in value ? value : newPool(value.pool, value.recoveringUntil, Date.now());
}

/**
 * Waits for what time brings, and for signals. A timer that is early for another reason is let fire: starting another
 * one costs more than looking again.
 */
async function untilDue(desk: Desk, answersSignals: boolean): Promise<void> {
  const now = Date.now();
  const due = wakeAt(desk.state, now);
  desk.signalled = false;
  const sooner = (): boolean =>
    (answersSignals && desk.signalled) || wakeAt(desk.state, Date.now()) < due || isToHandOn();
  await condition(sooner, Math.max(1, due - now));
}

/** Its history is long, or there is a newer build: a pool that is in use never ends, and must not keep an old one up. */
function isToHandOn(): boolean {
  const { continueAsNewSuggested, targetWorkerDeploymentVersionChanged } = workflowInfo();
  return continueAsNewSuggested || targetWorkerDeploymentVersionChanged === true;
}

async function handOn(desk: Desk): Promise<void> {
  desk.closing = true;
  desk.state = stopHoldingAll(desk.state, Date.now());
  await condition(allHandlersFinished);
  return continueChain<typeof modelPool>(desk.state);
}

function installHandlers(desk: Desk): void {
  setHandler(poolQuery, () => poolView(desk.state, { now: Date.now(), iso }), {
    description: 'Who holds the slots, and who waits',
  });
  setHandler(askUpdate, (payload) => answerAsk(desk, payload), {
    description: 'A worker asks for a slot',
    validator: (payload) => void valueOf(parseAsk(payload)),
  });
  setHandler(renewUpdate, (payload) => answerRenew(desk, payload), {
    description: 'A worker still uses its slot',
    validator: (payload) => void valueOf(parseRenew(payload)),
  });
  setHandler(releaseSignal, (payload) => release(desk, payload), {
    description: 'A worker gives its slot back',
  });
}

async function answerAsk(desk: Desk, payload: unknown): Promise<AskAnswer> {
  const ask = valueOf(parseAsk(payload));
  desk.state = askPool(desk.state, ask, Date.now());
  if (desk.closing) desk.state = stopHoldingAll(desk.state, Date.now());
  await condition(() => isAnswered(desk.state, ask.id, Date.now()));
  const { state, answer } = answerTo(desk.state, ask, Date.now());
  desk.state = state;
  return answer;
}

function answerRenew(desk: Desk, payload: unknown): RenewAnswer {
  const { state, answer } = renewLease(desk.state, valueOf(parseRenew(payload)), Date.now());
  desk.state = state;
  return answer;
}

/** A signal that cannot be read changes nothing: its sender's lease lapses. */
function release(desk: Desk, payload: unknown): void {
  desk.signalled = true;
  const parsed = parseRelease(payload);
  if (parsed.ok) desk.state = releaseSlot(desk.state, parsed.value, Date.now());
}

/** In a validator an error refuses the update, and leaves nothing in the history. */
function valueOf<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw ApplicationFailure.nonRetryable(describeIssues(parsed.issues), 'InvalidInput');
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
