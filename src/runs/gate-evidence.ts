import { median } from '../statistics/median';
import { countAt, countDigits } from './count-digits';
import type { BlockTests, EvaluationSummary } from './evaluation';

/** What one evaluation's runs of a spec add to the evidence on it. Plain JSON: it travels in workflow state. */
export interface EvidenceBatch {
  /** Workflow id of the evaluation: where the letters are. */
  readonly evaluation: string;
  readonly runs: number;
  /** Per measured item in how many of these runs it was right; one character each, see `count-digits.ts`. */
  readonly passesByItem: string;
  /** Per run, in order, how many items were right. */
  readonly passesByRun: readonly number[];
  /** One mark per run, `F` or `P`. */
  readonly marks: string;
  /** Over these runs: answered items where no call is due, and how many of them got one all the same. */
  readonly restraint: { readonly answered: number; readonly overCalled: number };
  readonly blocks: BlockTests;
  /** Were the answers of all runs identical, item by item? */
  readonly identicalAnswers: boolean;
  /** What faults or the clock may change. */
  readonly measured: {
    /** Per run the median milliseconds of an item; empty where nobody asks. */
    readonly latencyMs: readonly number[];
    /** Per run US dollars; null where the models file names no prices. */
    readonly costUsd: readonly number[] | null;
    /** Of the weights that answered, where the endpoint tells them. */
    readonly digests: readonly string[];
  };
}

/** All that decisions read of a spec. */
export interface GateEvidence {
  readonly specId: string;
  /** One character per measured item: `a` a call is due, `r` none is. */
  readonly kinds: string;
  /** Evaluations that count, oldest first; at least one. */
  readonly batches: readonly EvidenceBatch[];
}

/** An evaluation as a batch of evidence. */
export function batchOf(summary: EvaluationSummary): EvidenceBatch {
  const { measured } = summary;
  return {
    evaluation: summary.evaluation,
    runs: summary.runs,
    passesByItem: countDigits(summary.passesByItem),
    passesByRun: summary.passesByRun,
    marks: summary.marks,
    restraint: summary.restraint,
    blocks: summary.blocks ?? { early: null, late: null },
    identicalAnswers: summary.identicalAnswers,
    measured: {
      latencyMs: measured.latencyByRun ?? [],
      costUsd: measured.costByRun ?? null,
      digests: measured.digests,
    },
  };
}

/** An evaluation by itself as evidence. */
export function evidenceOf(summary: EvaluationSummary, kinds: string): GateEvidence {
  return { specId: summary.specId, kinds, batches: [batchOf(summary)] };
}

export function runsOf({ batches }: Pick<GateEvidence, 'batches'>): number {
  return batches.reduce((sum, { runs }) => sum + runs, 0);
}

/** Per item in how many of all runs it was right. */
export function itemPasses(batches: readonly EvidenceBatch[]): readonly number[] {
  const sums: number[] = [];
  for (let item = 0; item < (batches[0]?.passesByItem.length ?? 0); item += 1) {
    let sum = 0;
    for (const { passesByItem } of batches) sum += countAt(passesByItem, item);
    sums.push(sum);
  }
  return sums;
}

/** Per run, in order, how many items were right. */
export function runPasses(batches: readonly EvidenceBatch[]): readonly number[] {
  const [only] = batches;
  if (only && batches.length === 1) return only.passesByRun;
  return batches.flatMap(({ passesByRun }) => passesByRun);
}

/** The middle run's accuracy, in [0, 1]. */
export function medianRunAccuracy({ kinds, batches }: GateEvidence): number {
  return median(runPasses(batches)) / kinds.length;
}

/** Passes in all, and outcomes in all. */
export function passesAndOutcomes(evidence: GateEvidence): {
  readonly passes: number;
  readonly outcomes: number;
} {
  return {
    passes: evidence.batches.reduce(
      (sum, { passesByRun }) => passesByRun.reduce((all, passes) => all + passes, sum),
      0,
    ),
    outcomes: evidence.kinds.length * runsOf(evidence),
  };
}

/** Mean accuracy of one minus that of the other, in [-1, 1]; one division of whole numbers. */
export function gainOver(candidate: GateEvidence, baseline: GateEvidence): number {
  const [ours, theirs] = [passesAndOutcomes(candidate), passesAndOutcomes(baseline)];
  return (
    (ours.passes * theirs.outcomes - theirs.passes * ours.outcomes) /
    (ours.outcomes * theirs.outcomes)
  );
}

/** Answered items where no call is due over all runs, and how many of them got one. */
export function restraintCounts({ batches }: GateEvidence): EvidenceBatch['restraint'] {
  return {
    answered: batches.reduce((sum, { restraint }) => sum + restraint.answered, 0),
    overCalled: batches.reduce((sum, { restraint }) => sum + restraint.overCalled, 0),
  };
}

/** Share of answered items without a due call that got none, in [0, 1]; 1 where there are no such answers. */
export function shareHeld(evidence: GateEvidence): number {
  const { answered, overCalled } = restraintCounts(evidence);
  return answered === 0 ? 1 : 1 - overCalled / answered;
}

/** The newest batches that have at most so many runs together; the newest of all stays, whatever its size. */
export function lastRuns(
  batches: readonly EvidenceBatch[],
  most: number,
): readonly EvidenceBatch[] {
  const kept: EvidenceBatch[] = [];
  let runs = 0;
  for (const batch of batches.toReversed()) {
    runs += batch.runs;
    if (kept.length > 0 && runs > most) break;
    kept.unshift(batch);
  }
  return kept;
}
