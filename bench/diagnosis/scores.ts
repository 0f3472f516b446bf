import { CAUSES, type Cause, type LabelledEvaluation } from './labelled-evaluation';

/** What an evaluation is, and what the rules called it. */
export interface Verdict {
  readonly evaluation: LabelledEvaluation;
  readonly named: Cause;
}

/** How well one class is named; null where nothing can be said. */
export interface ClassScore {
  readonly cause: Cause;
  /** Evaluations that are it, that were named it, and both. */
  readonly are: number;
  readonly named: number;
  readonly right: number;
  /** Of those named it, the share that are it. */
  readonly precision: number | null;
  /** Of those that are it, the share that were named it. */
  readonly recall: number | null;
}

/** Precision and recall of every class. */
export function scoresOf(verdicts: readonly Verdict[]): readonly ClassScore[] {
  return CAUSES.map((cause) => {
    const are = verdicts.filter(({ evaluation }) => evaluation.cause === cause).length;
    const named = verdicts.filter((verdict) => verdict.named === cause).length;
    const right = count(verdicts, cause, cause);
    return {
      cause,
      are,
      named,
      right,
      precision: named === 0 ? null : right / named,
      recall: are === 0 ? null : right / are,
    };
  });
}

/** How many that are one cause were named another. */
export function count(verdicts: readonly Verdict[], cause: Cause, named: Cause): number {
  return verdicts.filter((verdict) => verdict.evaluation.cause === cause && verdict.named === named)
    .length;
}
