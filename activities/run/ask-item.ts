import { RatchetError } from '../../src/errors';
import type { Outcome } from '../../src/outcomes/outcome';
import { scoreItem } from '../../src/outcomes/score-item';
import type { Item, Message, ToolCall } from '../../src/suites/suite';
import { conversationAfter } from '../../src/variants/conversation';
import type { Decision, RawAnswer, Variant, VariantTask } from '../../src/variants/variant';
import type { ModelAnswer, ModelClient, ModelRequest } from '../ports';
import { CallTimedOut, callModel } from './call-model';

/** What one item needs besides itself. */
export interface ItemContext {
  readonly client: ModelClient;
  readonly variant: Variant;
  readonly request: Omit<ModelRequest, 'question'>;
  readonly limitMs: number;
  /** Further attempts after a failure that an application could see itself. */
  readonly retries: number;
  readonly breaksSchema: (call: ToolCall) => boolean;
  readonly signal: AbortSignal;
  readonly note: (call: CallNote) => void;
}

/** One model call, for the transcript. */
export interface CallNote {
  /** Null: a call made before the first item and thrown away. */
  readonly item: string | null;
  readonly attempt: number;
  readonly question: ModelRequest['question'];
  readonly answer: ModelAnswer | null;
  readonly elapsedMs: number;
  /** What went wrong instead of an answer. */
  readonly error: string | null;
}

export interface ItemResult {
  readonly letter: Outcome;
  readonly decision: Decision | null;
  /** Of the attempt that counts. */
  readonly answers: readonly RawAnswer[];
  /** What the item adds to a shared conversation. */
  readonly conversation: readonly Message[];
  /** Milliseconds of model calls in the attempt that counts. */
  readonly elapsedMs: number;
}

/**
 * Puts one item to the model, again where a failure shows itself and retries are left.
 * A wrong but well-formed answer is never retried.
 */
export async function askItem(
  item: Item,
  task: VariantTask,
  context: ItemContext,
): Promise<ItemResult> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt > context.retries;
    try {
      const result = await attemptItem(item, task, { ...context, attempt });
      if (last || (result.letter !== 'T' && result.letter !== 'M')) return result;
    } catch (error) {
      if (last || !isTransportError(error)) throw error;
    }
  }
}

/** What an application would see as a broken call and try again. */
function isTransportError(error: unknown): boolean {
  return (
    error instanceof RatchetError &&
    ['MODEL_UNREACHABLE', 'MODEL_FAILED', 'MODEL_ANSWER_UNREADABLE'].includes(error.code)
  );
}

async function attemptItem(
  item: Item,
  task: VariantTask,
  context: ItemContext & { readonly attempt: number },
): Promise<ItemResult> {
  const answers: RawAnswer[] = [];
  let elapsedMs = 0;
  for (;;) {
    const step = context.variant.next(task, answers);
    if (step.kind === 'decide') {
      const { decision } = step;
      return {
        letter: scoreItem(item, decision, context.breaksSchema),
        decision,
        answers,
        conversation: conversationAfter(task, answers, decision),
        elapsedMs,
      };
    }
    const asked = await ask(item, step.question, context);
    elapsedMs += asked.elapsedMs;
    if (asked.answer === null) return { ...TIMED_OUT, elapsedMs };
    answers.push(asked.answer.raw);
  }
}

const TIMED_OUT = { letter: 'T', decision: null, answers: [], conversation: [] } as const;

async function ask(
  item: Item,
  question: ModelRequest['question'],
  { client, request, limitMs, signal, note, attempt }: ItemContext & { readonly attempt: number },
): Promise<{ readonly answer: ModelAnswer | null; readonly elapsedMs: number }> {
  const told = { item: item.id, attempt, question };
  try {
    const called = await callModel(client, { ...request, question }, { limitMs, signal });
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
