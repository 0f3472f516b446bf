import { NEWEST_DIAGNOSIS } from '../../../diagnosis/diagnosis';
import type { Json } from '../../../json';
import type { EvaluationSummary } from '../../../runs/evaluation';
import type { RunResult } from '../../../runs/run';
import { summarise } from '../../../runs/summarise';
import { DEFAULT_SPEC, type Spec } from '../../../spec/spec';

/** What a study's plug-ins are shown by their contracts. */
export const BASELINE: Spec = { ...DEFAULT_SPEC, model: 'small', phase: 'atomic' };
export const PLACE = { study: 'tested', cycle: 3, phase: 'atomic', baseline: BASELINE };

export const VALUES = {
  model: ['small', 'large'],
  variant: ['native_api', 'json_schema', 'few_shot'],
  timeoutSeconds: [30, 60, 120],
  retries: [0, 1, 2],
  isolation: [0, 1],
  warmup: [0, 1, 3],
  temperature: [0, 0.7],
  prompt: ['default', 'terse'],
  params: ['default'],
};

/** Nothing but what the baseline has. */
export const NO_VALUES: typeof VALUES = {
  model: ['small'],
  variant: ['native_api'],
  timeoutSeconds: [60],
  retries: [1],
  isolation: [0],
  warmup: [0],
  temperature: [0],
  prompt: ['default'],
  params: ['default'],
};

/** An evaluation with these letters, a row per run. */
export function summaryOf(
  rows: readonly string[],
  { spec = BASELINE, medianMs = 400 }: { readonly spec?: Spec; readonly medianMs?: number } = {},
): EvaluationSummary {
  return summarise({
    evaluation: 'tested/c3/atomic/e1-sample',
    spec,
    callDue: Array.from({ length: rows[0]?.length ?? 0 }, (_, place) => place % 3 !== 2),
    runs: rows.map((letters) => runOf(letters, medianMs)),
    diagnosis: NEWEST_DIAGNOSIS,
  });
}

function runOf(letters: string, medianMs: number): RunResult {
  return {
    letters,
    answersSha256: letters,
    startState: 'warm',
    transcript: { sha256: '0'.repeat(64), file: 'runs/none.jsonl.gz' },
    measured: {
      attempt: 1,
      worker: 'tested',
      host: 'tested',
      endpoint: 'tested',
      servedModel: null,
      digest: null,
      gapMs: null,
      latency: { medianMs, p95Ms: 2 * medianMs, firstMs: 3 * medianMs },
      queueMs: 0,
      inputTokens: 900,
      outputTokens: 120,
      costUsd: null,
      calls: letters.length,
    },
  };
}

/** As JSON, which is how a plug-in gets it. */
export function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}

/** What is wrong with a change: nothing in it, or a value that the study does not allow; null: nothing. */
export function wrongPatch(patch: object, values: Readonly<Record<string, readonly unknown[]>>) {
  const changes = Object.entries(patch);
  if (changes.length === 0) return 'a patch changes nothing';
  const strange = changes.find(([factor, value]) => !(values[factor] ?? []).includes(value));
  if (!strange) return null;
  const [factor, value] = strange;
  return `a patch has ${factor} ${JSON.stringify(value)}, which is not in values`;
}
