import { RatchetError } from '../../src/errors';
import type { ToolCall } from '../../src/suites/suite';
import type { AskedVariant, Decision, RawAnswer, VariantTask } from '../../src/variants/variant';
import type { ModelAnswer, ModelClient, ModelRequest } from '../ports';
import { CallTimedOut, callModel, type Patience } from './call-model';

/** How a task is put to a model: what runs and applications have in common. */
export interface Asker {
  readonly client: ModelClient;
  readonly variant: AskedVariant;
  readonly request: Omit<ModelRequest, 'question'>;
  readonly limitMs: number;
  /** Further attempts after a failure that an application could see itself. */
  readonly retries: number;
  /** For an endpoint that says "not now", in all calls of the task; left out: each call has as much as in a run. */
  readonly patience?: Patience;
  readonly breaksSchema: (call: ToolCall) => boolean;
  readonly signal: AbortSignal;
  readonly note: (call: AskNote) => void;
}

/** One model call of a task. */
export interface AskNote {
  readonly attempt: number;
  readonly question: ModelRequest['question'];
  readonly answer: ModelAnswer | null;
  readonly elapsedMs: number;
  /** What went wrong instead of an answer. */
  readonly error: string | null;
}

/** What came of a task. */
export interface Decided {
  /** Null: no answer came within the limit. */
  readonly decision: Decision | null;
  /** Of the attempt that counts. */
  readonly answers: readonly RawAnswer[];
  /** Milliseconds of model calls in the attempt that counts. */
  readonly elapsedMs: number;
}

/**
 * Puts one task to the model, again where a failure shows itself and retries are left.
 * A well-formed answer is never retried.
 *
 * @throws {RatchetError} what the endpoint says when the retries are used up
 */
export async function askUntilDecided(task: VariantTask, asker: Asker): Promise<Decided> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt > asker.retries;
    try {
      const decided = await attemptTask(task, { ...asker, attempt });
      if (last || !isBroken(decided.decision, asker.breaksSchema)) return decided;
    } catch (error) {
      if (last || !isTransportError(error)) throw error;
    }
  }
}

/** No answer, none that can be read as a call, or a call that its tool would refuse. */
export function isBroken(decision: Decision | null, breaksSchema: Asker['breaksSchema']): boolean {
  if (decision === null || decision.kind === 'malformed') return true;
  return decision.kind === 'calls' && decision.calls.some(breaksSchema);
}

/** What an application would see as a broken call and try again. */
function isTransportError(error: unknown): boolean {
  return (
    error instanceof RatchetError &&
    ['MODEL_UNREACHABLE', 'MODEL_FAILED', 'MODEL_ANSWER_UNREADABLE'].includes(error.code)
  );
}

type Attempt = Asker & { readonly attempt: number };

async function attemptTask(task: VariantTask, attempt: Attempt): Promise<Decided> {
  const answers: RawAnswer[] = [];
  let elapsedMs = 0;
  for (;;) {
    const step = await attempt.variant.next(task, answers);
    if (step.kind === 'decide') return { decision: step.decision, answers, elapsedMs };
    const asked = await ask(step.question, attempt);
    elapsedMs += asked.elapsedMs;
    if (asked.answer === null) return { decision: null, answers: [], elapsedMs };
    answers.push(asked.answer.raw);
  }
}

/** A retry with the seed of the attempt before would get its answer again, word for word. */
function seedOf(seed: number, attempt: number): number {
  return (seed + attempt - 1) >>> 0;
}

async function ask(
  question: ModelRequest['question'],
  { client, request, limitMs, patience, signal, note, attempt }: Attempt,
): Promise<{ readonly answer: ModelAnswer | null; readonly elapsedMs: number }> {
  const told = { attempt, question };
  const limits = { limitMs, signal, ...(patience && { patience }) };
  try {
    const sample = { ...request, seed: seedOf(request.seed, attempt), question };
    const called = await callModel(client, sample, limits);
    note({ ...told, answer: called.answer, elapsedMs: called.elapsedMs, error: null });
    return called;
  } catch (error) {
    const elapsedMs = error instanceof CallTimedOut ? limitMs : 0;
    const message = error instanceof Error ? error.message : String(error);
    note({ ...told, answer: null, elapsedMs, error: message });
    if (!(error instanceof CallTimedOut)) throw error;
    return { answer: null, elapsedMs };
  }
}
