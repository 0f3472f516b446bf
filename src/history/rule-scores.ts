import type { DiagnosisClass } from '../diagnosis/diagnosis';
import type { Recommendation } from '../enforcement/recommendation';

/** How often each rule of diagnosis was right, over the whole study. */
export interface RuleScores {
  /** Sequence number of the last event that is counted: none counts twice. */
  readonly upTo: number;
  readonly byDiagnosis: Readonly<Partial<Record<DiagnosisClass, RuleScore>>>;
}

/** What became of the recommendations of one rule. */
export interface RuleScore {
  readonly proposed: number;
  /** Verified: what was predicted came true. */
  readonly kept: number;
  /** Verified: it did not. */
  readonly undone: number;
  /** Neither: no run could tell, since the study ended or an endpoint could not serve it. */
  readonly unverified: number;
  /** Another change came first. */
  readonly superseded: number;
  /** kept / (kept + undone), in [0, 1]; null: none was verified. */
  readonly right: number | null;
  /** By how much the metrics were to move, and by how much they moved: totals over those that were verified. */
  readonly predictedTotal: number;
  readonly measuredTotal: number;
}

export const NO_SCORES: RuleScores = { upTo: 0, byDiagnosis: {} };

const NOTHING_YET: RuleScore = {
  proposed: 0,
  kept: 0,
  undone: 0,
  unverified: 0,
  superseded: 0,
  right: null,
  predictedTotal: 0,
  measuredTotal: 0,
};

/** The scores after a recommendation was made, or after something became of it. */
export function scored(
  scores: RuleScores,
  seq: number,
  recommendation: Recommendation,
): RuleScores {
  const { rules, diagnosis } = recommendation;
  if (rules === undefined || seq <= scores.upTo) return scores;
  const score = counted(scores.byDiagnosis[diagnosis] ?? NOTHING_YET, recommendation);
  return { upTo: seq, byDiagnosis: { ...scores.byDiagnosis, [diagnosis]: score } };
}

function counted(score: RuleScore, { state, predicted, measured }: Recommendation): RuleScore {
  if (state === 'proposed') return { ...score, proposed: score.proposed + 1 };
  if (state === 'superseded') return { ...score, superseded: score.superseded + 1 };
  if (state === 'trial') return score;
  if (measured === null) return { ...score, unverified: score.unverified + 1 };
  const kept = score.kept + (state === 'kept' ? 1 : 0);
  const undone = score.undone + (state === 'undone' ? 1 : 0);
  return {
    ...score,
    kept,
    undone,
    right: kept / (kept + undone),
    predictedTotal: rounded(score.predictedTotal + predicted),
    measuredTotal: rounded(score.measuredTotal + measured),
  };
}

/** Sums of decimal shares, without the dust of binary fractions. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;
