import { createModelClient } from '../activities/models/create-model-client';
import { askedVariant } from '../activities/plugins/plugin-variant';
import type { ModelRequest } from '../activities/ports';
import {
  type Asker,
  type AskNote,
  askUntilDecided,
  type Decided,
  isBroken,
} from '../activities/run/ask-until-decided';
import { CallTimedOut } from '../activities/run/call-model';
import { RatchetError } from '../src/errors';
import type { ModelEntry } from '../src/models/model-entry';
import type { PinnedFile } from '../src/plugins/study-plugins';
import type { Spec } from '../src/spec/spec';
import type { Message } from '../src/suites/suite';
import { conversationAfter } from '../src/variants/conversation';
import type { AskedVariant, Decision, VariantTask } from '../src/variants/variant';
import { warmUp } from './warm-up';

/** A task, and what asking it may take. */
export interface Asking {
  readonly task: VariantTask;
  /** Of the spec's variant, where it is a plug-in. */
  readonly variantFile: PinnedFile | null;
  readonly params: ModelRequest['params'];
  readonly seed: number;
  readonly breaksSchema: Asker['breaksSchema'];
  readonly signal: AbortSignal;
  readonly patienceMs: number;
  readonly warmUpLimitMs: number;
  readonly coldAfterMs: number;
}

/** What a model made of a task. */
export interface Asked extends Decided {
  readonly decision: Decision;
  /** What the task adds to a shared conversation. */
  readonly conversation: readonly Message[];
  readonly notes: readonly AskNote[];
}

/**
 * Asks one model as a run with this spec asks it: variant, prompt, parameters, temperature, time limit, retries, warm-up.
 *
 * @throws {CallTimedOut} when no answer came in time, after all retries
 * @throws {RatchetError} what the endpoint says
 * @throws the signal's reason when it was aborted
 */
export async function askModel(spec: Spec, entry: ModelEntry, asking: Asking): Promise<Asked> {
  const { task, params, seed, breaksSchema, signal, patienceMs } = asking;
  const client = createModelClient(entry, { env: process.env });
  const variant = askedVariant(spec.variant, asking.variantFile, signal);
  if (!variant) throw noSuchVariant(spec);
  const request = { temperature: spec.temperature, seed, params };
  const sample = { ...request, question: await firstQuestion(variant, task) };
  await orAborted(
    warmUp(spec, entry, {
      client,
      sample,
      limitMs: asking.warmUpLimitMs,
      coldAfterMs: asking.coldAfterMs,
    }),
    signal,
  );
  const notes: AskNote[] = [];
  const decided = await askUntilDecided(task, {
    client,
    variant,
    request,
    limitMs: spec.timeoutSeconds * 1000,
    retries: spec.retries,
    patience: { mostMs: patienceMs, waitedMs: 0 },
    breaksSchema,
    signal,
    note: (call) => void notes.push(call),
  });
  const { decision } = decided;
  if (decision === null) throw new CallTimedOut(`no answer within ${spec.timeoutSeconds} s`);
  const conversation = conversationAfter(task, decided.answers, decision);
  return { ...decided, decision: withoutBroken(decision, breaksSchema), conversation, notes };
}

function noSuchVariant({ variant }: Spec): RatchetError {
  return new RatchetError('ROUTING_INVALID', `Cannot ask by ${variant}: no such variant is known`);
}

async function firstQuestion(
  variant: AskedVariant,
  task: VariantTask,
): Promise<ModelRequest['question']> {
  const step = await variant.next(task, []);
  if (step.kind === 'ask') return step.question;
  throw new RangeError(`${variant.name} decides without asking`);
}

/** A call that its tool would refuse is none that can be made. */
function withoutBroken(decision: Decision, breaksSchema: Asker['breaksSchema']): Decision {
  if (decision.kind !== 'calls' || !isBroken(decision, breaksSchema)) return decision;
  const broken = decision.calls.filter(breaksSchema).map((call) => JSON.stringify(call));
  return { kind: 'malformed', why: `It breaks its tool's schema: ${broken.join(', ')}` };
}

/** Waits for work that goes on for others, but no longer than the caller wants it. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
