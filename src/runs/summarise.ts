import { blockTests } from '../diagnosis/block-tests';
import { diagnose } from '../diagnosis/diagnose';
import type { Conditions, DiagnosisVersion, OutcomeGrid } from '../diagnosis/diagnosis';
import { runMarks } from '../diagnosis/run-marks';
import { diagnoseFirst } from '../diagnosis/version-1/diagnose';
import { OUTCOMES, type Outcome } from '../outcomes/outcome';
import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { median } from '../statistics/median';
import { countDigits } from './count-digits';
import type { EvaluationMeasurements, EvaluationSummary } from './evaluation';
import type { RunResult } from './run';

export interface Evidence {
  readonly evaluation: string;
  readonly spec: Spec;
  /** Per measured item: is a call due? */
  readonly callDue: readonly boolean[];
  /** At least one, in order. */
  readonly runs: readonly RunResult[];
  /** The rules that name its trouble; not there: the first ones. */
  readonly diagnosis?: DiagnosisVersion | undefined;
}

/** What the runs of one spec say together: the evidence that decisions and diagnoses use. */
export function summarise({
  evaluation,
  spec,
  callDue,
  runs,
  diagnosis = 1,
}: Evidence): EvaluationSummary {
  const rows = runs.map(({ letters }) => letters);
  const passesByRun = rows.map((row) => count(row, 'P'));
  const grid: OutcomeGrid = {
    rows,
    marks: runMarks(passesByRun, callDue.length),
    callDue,
    coldReadable: isColdReadable(runs),
    conditions: conditionsOf(spec, runs),
  };
  return {
    evaluation,
    specId: specId(spec),
    spec,
    runs: runs.length,
    items: callDue.length,
    passesByItem: callDue.map((_, item) => rows.filter((row) => row.charAt(item) === 'P').length),
    passesByRun,
    marks: grid.marks,
    action: actionCounts(grid),
    restraint: restraintCounts(grid),
    letters: letterCounts(rows),
    lettersByItem: lettersByItem(rows),
    blocks: blockTests(rows),
    identicalAnswers: new Set(runs.map(({ answersSha256 }) => answersSha256)).size === 1,
    startStates: runs.map(({ startState }) => startState),
    diagnosis: diagnosis === 1 ? diagnoseFirst(grid) : diagnose(grid),
    measured: measurements(runs),
  };
}

/** What the rules read beside the letters. */
function conditionsOf(spec: Spec, runs: readonly RunResult[]): Conditions {
  return {
    spec,
    startStates: runs.map(({ startState }) => startState),
    latency: runs.map(({ measured }) => measured.latency),
    answers: runs.map(({ answersSha256 }) => answersSha256),
    voids: runs.flatMap(({ measured }, run) =>
      (measured.voids ?? []).map((code) => ({ run: run + 1, code })),
    ),
    ended: null,
  };
}

/** One cold start, then nothing that could make the model cold again. */
function isColdReadable([first, ...later]: readonly RunResult[]): boolean {
  return (
    first?.startState === 'cold' &&
    later.every(({ startState }) => startState === 'as-is') &&
    [first, ...later].every(({ measured }) => measured.attempt === 1)
  );
}

function actionCounts({ rows, callDue }: OutcomeGrid): EvaluationSummary['action'] {
  const letters = lettersWhere(rows, (item) => callDue[item] === true);
  return { due: letters.length, right: count(letters, 'P') };
}

/** A time-out is no answer, so it says nothing about restraint. */
function restraintCounts({ rows, callDue }: OutcomeGrid): EvaluationSummary['restraint'] {
  const letters = lettersWhere(rows, (item) => callDue[item] === false);
  return { answered: letters.length - count(letters, 'T'), overCalled: count(letters, 'O') };
}

function lettersWhere(rows: readonly string[], wanted: (item: number) => boolean): string {
  return rows
    .map((row) =>
      row
        .split('')
        .filter((_, item) => wanted(item))
        .join(''),
    )
    .join('');
}

function letterCounts(rows: readonly string[]): Record<Outcome, number> {
  const all = rows.join('');
  const counts: Record<Outcome, number> = { P: 0, W: 0, A: 0, N: 0, O: 0, M: 0, T: 0 };
  for (const letter of OUTCOMES) counts[letter] = count(all, letter);
  return counts;
}

/** Where each kind of failure is: what a repair is judged by. */
function lettersByItem(rows: readonly string[]): NonNullable<EvaluationSummary['lettersByItem']> {
  const width = rows[0]?.length ?? 0;
  const byItem: Partial<Record<Outcome, string>> = {};
  for (const letter of OUTCOMES) {
    if (letter === 'P' || !rows.some((row) => row.includes(letter))) continue;
    byItem[letter] = countDigits(
      Array.from(
        { length: width },
        (_, item) => rows.filter((row) => row.charAt(item) === letter).length,
      ),
    );
  }
  return byItem;
}

function count(letters: string, wanted: Outcome): number {
  return letters.split('').filter((letter) => letter === wanted).length;
}

function measurements(runs: readonly RunResult[]): EvaluationMeasurements {
  const all = runs.map(({ measured }) => measured);
  const total = (of: (run: RunResult['measured']) => number): number =>
    all.reduce((sum, run) => sum + of(run), 0);
  return {
    latency: {
      medianMs: median(all.map(({ latency }) => latency.medianMs)),
      p95Ms: Math.max(...all.map(({ latency }) => latency.p95Ms)),
      firstMs: all[0]?.latency.firstMs ?? 0,
    },
    queueMs: total(({ queueMs }) => queueMs),
    inputTokens: total(({ inputTokens }) => inputTokens),
    outputTokens: total(({ outputTokens }) => outputTokens),
    costUsd: all.every(({ costUsd }) => costUsd !== null)
      ? total(({ costUsd }) => costUsd ?? 0)
      : null,
    retriedRuns: all.filter(({ attempt }) => attempt > 1).length,
    latencyByRun: all.map(({ latency }) => latency.medianMs),
    costByRun: costsOf(all),
    digests: [...new Set(all.flatMap(({ digest }) => (digest === null ? [] : [digest])))],
  };
}

function costsOf(runs: readonly RunResult['measured'][]): readonly number[] | null {
  const costs = runs.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
  return costs.length < runs.length ? null : costs;
}
