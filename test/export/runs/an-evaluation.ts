import type {
  MeasuredEvaluation,
  MeasuredItem,
  MeasuredRun,
} from '../../../src/app/export/runs/measured-evaluation';
import type { Outcome } from '../../../src/outcomes/outcome';
import type { RecordedCall } from '../../../src/runs/parse-transcript';
import type { RunResult } from '../../../src/runs/run';
import { summarise } from '../../../src/runs/summarise';
import { DEFAULT_SPEC, type Spec } from '../../../src/spec/spec';
import { specId } from '../../../src/spec/spec-id';

export const OLD: Spec = { ...DEFAULT_SPEC, model: 'lfm', phase: 'atomic' };
export const NEW: Spec = { ...OLD, variant: 'atomic' };

/** What one item of a run was like; left out: a right call, told by a transcript. */
interface Told {
  readonly letter: Outcome;
  readonly calls?: readonly RecordedCall[];
}

/** A model call with its answer; null: none came. */
export function call(
  item: string,
  text: string | null,
  more: Partial<RecordedCall> = {},
): RecordedCall {
  const raw = { text: text ?? '', toolCalls: [], finishReason: 'stop' };
  const usage = { inputTokens: 12, outputTokens: 3 };
  return {
    item,
    attempt: 1,
    question: {
      messages: [
        { role: 'system', content: 'Use the tools.' },
        { role: 'user', content: `About ${item}` },
      ],
      maxTokens: 256,
    },
    answer: text === null ? null : { raw, servedModel: 'tiny', usage },
    elapsedMs: 20.5,
    error: text === null ? 'no answer within 60 s' : null,
    ...more,
  };
}

/** Two specs that take turns, as in a verification: old, new, new, old. */
export function anEvaluation(
  items: readonly Told[],
  more: Partial<MeasuredEvaluation> = {},
): MeasuredEvaluation {
  const evaluation = 'lfm/c2/atomic/e3-verify';
  const turns = [
    [OLD, 1],
    [NEW, 1],
    [NEW, 2],
    [OLD, 2],
  ] as const;
  const runs = turns.map(([spec, turn], place) => aRun(spec, { turn, run: place + 1 }, items));
  return {
    study: 'lfm',
    cycle: 2,
    phase: 'atomic',
    evaluation,
    suite: { source: 'atomic-quick', sha256: 'a'.repeat(64) },
    heldOut: false,
    runs,
    summaries: [OLD, NEW].map((spec) =>
      summarise({
        evaluation,
        spec,
        callDue: items.map((_, place) => isDue(place)),
        runs: runs.filter((run) => run.spec === spec).map(({ result }) => result),
        diagnosis: undefined,
      }),
    ),
    ...more,
  };
}

/** Every third item asks for restraint. */
function isDue(place: number): boolean {
  return place % 3 !== 2;
}

function aRun(
  spec: Spec,
  numbers: Pick<MeasuredRun, 'run' | 'turn'>,
  items: readonly Told[],
): MeasuredRun {
  return {
    ...numbers,
    spec,
    specId: specId(spec),
    simulated: false,
    result: aResult(items.map(({ letter }) => letter).join('')),
    scheduledAt: `2026-01-01T00:00:0${numbers.run}.000Z`,
    endedAt: `2026-01-01T00:00:0${numbers.run}.750Z`,
    hasTranscript: items.some(({ calls }) => calls),
    items: items.map(({ letter, calls = [] }, place): MeasuredItem => ({
      id: calls[0]?.item ?? null,
      place: place + 1,
      kind: isDue(place) ? 'action' : 'restraint',
      letter,
      calls,
    })),
  };
}

function aResult(letters: string): RunResult {
  return {
    letters,
    answersSha256: 'b'.repeat(64),
    startState: 'warm',
    transcript: { sha256: 'c'.repeat(64), file: `runs/${'c'.repeat(64)}.jsonl.gz` },
    measured: {
      attempt: 1,
      worker: 'worker-that-must-not-leave',
      host: 'host-that-must-not-leave',
      endpoint: 'lfm',
      servedModel: 'tiny',
      digest: null,
      gapMs: null,
      latency: { medianMs: 20, p95Ms: 21, firstMs: 20 },
      queueMs: 0,
      inputTokens: 12,
      outputTokens: 3,
      costUsd: null,
      calls: items(letters),
    },
  };
}

function items(letters: string): number {
  return letters.length;
}

/** One after another, as they come from a store. */
export async function* streamOf<T>(...values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
