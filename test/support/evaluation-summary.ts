import { NEWEST_DIAGNOSIS } from '../../src/diagnosis/diagnosis';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import type { RunResult, StartState } from '../../src/runs/run';
import { type Evidence, summarise } from '../../src/runs/summarise';
import { DEFAULT_SPEC, type Spec } from '../../src/spec/spec';

export function aSpec(changes: Partial<Spec> = {}): Spec {
  return { ...DEFAULT_SPEC, model: 'lfm', phase: 'atomic', ...changes };
}

/** A run with these letters; by default it starts as the run before left the model. */
export function aRun(
  letters: string,
  changes: Partial<Omit<RunResult, 'measured'>> & {
    readonly measured?: Partial<RunResult['measured']>;
  } = {},
): RunResult {
  return {
    letters,
    answersSha256: letters,
    startState: 'as-is',
    transcript: { sha256: '0'.repeat(64), file: 'runs/none.jsonl.gz' },
    ...changes,
    measured: {
      attempt: 1,
      worker: 'worker-1',
      host: 'here',
      endpoint: 'lfm',
      servedModel: 'lfm',
      digest: null,
      gapMs: null,
      latency: { medianMs: 100, p95Ms: 200, firstMs: 300 },
      queueMs: 0,
      inputTokens: 10,
      outputTokens: 5,
      costUsd: null,
      calls: letters.length,
      ...changes.measured,
    },
  };
}

/** The evidence that these rows of letters are, one row per run, the first one from a cold model. */
export function summaryOf(
  rows: readonly string[],
  { first = 'cold', ...evidence }: Partial<Evidence> & { readonly first?: StartState } = {},
): EvaluationSummary {
  return summarise({
    evaluation: 's/c1/atomic/e1',
    spec: aSpec(),
    callDue: Array.from({ length: rows[0]?.length ?? 0 }, () => true),
    runs: rows.map((row, run) => aRun(row, run === 0 ? { startState: first } : {})),
    diagnosis: NEWEST_DIAGNOSIS,
    ...evidence,
  });
}

/** Runs with so many right items each, of `items`; what is not right is a wrong tool. */
export function rowsOf(passesByRun: readonly number[], items: number): readonly string[] {
  return passesByRun.map((passes) => 'P'.repeat(passes) + 'W'.repeat(items - passes));
}

/** A summary of which only some fields matter. */
export function aSummary(changes: Partial<EvaluationSummary> = {}): EvaluationSummary {
  return { ...summaryOf(rowsOf([4, 4, 4, 4, 4, 4, 4], 6)), ...changes };
}
