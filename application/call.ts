import { randomInt } from 'node:crypto';
import { RatchetError } from '../src/errors';
import type { ModelEntry } from '../src/models/model-entry';
import { withPatch } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import type { Message, Tool } from '../src/suites/suite';
import { withoutUndefined } from '../src/without-undefined';
import type { Answer, FailedModel, RouteUsed, Told } from './answer';
import { type Asked, type Asking, askModel } from './ask-model';
import { checkMessages, checkTools } from './check-request';
import { failedModel, unserved } from './failed-model';
import type { LoadedRoute } from './loaded-route';
import { rest, wake, whyResting } from './resting-models';
import { spokenText } from './spoken-text';
import { forgetWarmth } from './warm-up';

/** All of them may be left out. */
export interface CallOptions {
  /** Gives the call up; it then fails with the signal's reason. */
  readonly signal?: AbortSignal;
  /** `answer.history` of the call before, where this one goes on with its conversation. Unused under isolation 1. */
  readonly history?: readonly Message[];
  /** For endpoints that take one; another one for each call when left out. */
  readonly seed?: number;
  /** How long a model whose endpoint says "not now" (429, 503) is waited for, in all its calls. 20 when left out. */
  readonly patienceSeconds?: number;
  /** How long a model that failed is passed over where the route has another one. 30 when left out. */
  readonly restSeconds?: number;
  /** How long a warm-up call may take. 120 when left out. */
  readonly warmUpSeconds?: number;
  /** After how long without a call a model that needs warm-up gets it again. 240 when left out. */
  readonly coldAfterSeconds?: number;
}

const DEFAULTS = {
  patienceSeconds: 20,
  restSeconds: 30,
  warmUpSeconds: 120,
  coldAfterSeconds: 240,
};

/**
 * Puts a task to the route's model as the runs did that proved the route; where that model does not answer, to the
 * route's fallbacks in order.
 *
 * @param messages - the last one is the user's; earlier turns of the same task before it
 * @param tools - the same list at each call is checked once
 * @throws {RatchetError} `ROUTE_UNSERVED` when no model of the route answered, `CALL_INVALID` for messages or tools
 *   that cannot be asked with, `PLUGIN_FAILED` when the route's variant is a plug-in that throws, hangs or answers
 *   nonsense
 */
// Route, messages and tools are what every application has; everything else is an option.
// oxlint-disable-next-line eslint/max-params
export async function call(
  route: LoadedRoute,
  messages: readonly Message[],
  tools: readonly Tool[],
  options: CallOptions = {},
): Promise<Answer> {
  checkMessages(messages);
  const asking = askingFor(route, { messages, tools, options });
  const failed: FailedModel[] = [];
  for (const entry of inOrder(route.models, failed)) {
    try {
      const spec = withPatch(route.spec, { model: entry.name });
      const asked = await askModel(spec, entry, asking);
      wake(entry);
      const told = { route: routeUsed(route, entry, failed), ...toldOf(route, asking, asked) };
      return { ...told, ...decided(asked) };
    } catch (error) {
      asking.signal.throwIfAborted();
      if (isOfVariant(error, entry)) throw error;
      const failure = failedModel(entry.name, error);
      failed.push(failure);
      rest(entry, failure, options.restSeconds ?? DEFAULTS.restSeconds);
      forgetWarmth(entry);
    }
  }
  throw unserved(route.phase, failed);
}

/** A variant that fails would fail for every model of the route: none of them is to blame. */
function isOfVariant(error: unknown, { plugin }: ModelEntry): boolean {
  return error instanceof RatchetError && error.code === 'PLUGIN_FAILED' && !plugin;
}

function askingFor(
  { params, prompt, examples, spec, variantFile }: LoadedRoute,
  request: {
    readonly messages: readonly Message[];
    readonly tools: readonly Tool[];
    readonly options: CallOptions;
  },
): Asking {
  const { messages, tools, options } = request;
  const limits = { ...DEFAULTS, ...withoutUndefined(options) };
  const history = spec.isolation === 0 ? (options.history ?? []) : [];
  return {
    task: { tools, examples, messages, history, prompt },
    variantFile,
    params,
    seed: options.seed ?? randomInt(2 ** 31),
    breaksSchema: checkTools(tools),
    signal: options.signal ?? new AbortController().signal,
    patienceMs: limits.patienceSeconds * 1000,
    warmUpLimitMs: limits.warmUpSeconds * 1000,
    coldAfterMs: limits.coldAfterSeconds * 1000,
  };
}

/** Models that failed a moment ago are passed over; where that leaves none, all are asked. */
function inOrder(models: readonly ModelEntry[], failed: FailedModel[]): readonly ModelEntry[] {
  const resting = models.map(whyResting);
  if (resting.every((why) => why !== undefined)) return models;
  failed.push(...resting.flatMap((why) => why ?? []));
  return models.filter((_, index) => resting[index] === undefined);
}

function routeUsed(
  { phase, spec, reason }: LoadedRoute,
  { name }: ModelEntry,
  failed: readonly FailedModel[],
): RouteUsed {
  const isFallback = name !== spec.model;
  const why = failed.map(({ message }) => message).join('; ');
  return {
    phase,
    model: name,
    specId: specId(withPatch(spec, { model: name })),
    isFallback,
    why: isFallback ? `Fallback: ${why}` : reason,
    failed: [...failed],
  };
}

function toldOf(
  { spec }: LoadedRoute,
  { task }: Asking,
  { conversation, notes, elapsedMs }: Asked,
): Omit<Told, 'route'> {
  const usages = notes.flatMap(({ answer }) => answer?.usage ?? []);
  return {
    history: spec.isolation === 0 ? [...task.history, ...conversation] : [],
    measured: {
      elapsedMs: Math.round(elapsedMs),
      modelCalls: notes.length,
      inputTokens: usages.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      outputTokens: usages.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    },
  };
}

function decided({ decision }: Asked) {
  if (decision.kind === 'calls') return { kind: 'calls', calls: decision.calls } as const;
  if (decision.kind === 'malformed') return { kind: 'unreadable', why: decision.why } as const;
  return { kind: 'text', text: spokenText(decision.text) } as const;
}
