import type { Candidate } from '../candidates/candidate';
import type { Diagnosis } from '../diagnosis/diagnosis';
import type { Recommendation } from '../enforcement/recommendation';
import type { Decision, Verdict } from '../gates/gate';
import type { HeldOutClaim } from '../held-out/held-out-claim';
import type { EvaluationSummary } from '../runs/evaluation';
import type { GateEvidence } from '../runs/gate-evidence';
import type { Spec } from '../spec/spec';
import type { Admitted, ControlRecord } from '../study/carried-state';
import type { HiddenGain } from '../study/gated-state';
import type { Study } from '../study/study';
import type { WatchVerdict } from '../study/watched';

/**
 * One thing that happened in a study, in order. All files of a study are made from these by pure functions,
 * and these are in the workflow histories: a file that is lost or doubted can be made again.
 */
export type StudyEvent = EventHead & EventBody;

export interface EventHead {
  /** From 1, without gaps, over all cycles of the study. */
  readonly seq: number;
  /** `c3/atomic/e2-variant-atomic/decided`: unique in the study; the same event sent twice has the same id. */
  readonly id: string;
  readonly study: string;
  readonly cycle: number;
  /** What a fault or the clock may change; workflow time, ISO 8601. */
  readonly measured: { readonly at: string };
}

export type EventBody =
  | {
      readonly type: 'study-admitted';
      readonly definition: Study;
      readonly admitted: Admitted;
      readonly baselines: readonly PhaseBaseline[];
    }
  | {
      readonly type: 'baseline-measured';
      readonly phase: string;
      readonly summary: EvaluationSummary;
      /** Why what the baseline showed before counts no more. */
      readonly drift?: string;
    }
  | {
      readonly type: 'candidate-decided';
      readonly phase: string;
      readonly candidate: Candidate;
      readonly summary: EvaluationSummary;
      readonly decision: Decision;
      /** All that the decision rests on, earlier looks with it; not there where plain gates decided. */
      readonly compared?: { readonly candidate: GateEvidence; readonly baseline: GateEvidence };
    }
  | {
      readonly type: 'candidate-screened';
      readonly phase: string;
      readonly candidate: Candidate;
      /** Screening runs: never evidence. */
      readonly summary: EvaluationSummary;
    }
  | {
      readonly type: 'promotion-verified';
      readonly phase: string;
      readonly from: Spec;
      readonly to: Spec;
      /** False: the promotion is undone. */
      readonly keep: boolean;
      readonly reason: string;
      /** Fresh runs of the old spec and of the promoted one; none where the budget had no room for them. */
      readonly summaries: readonly EvaluationSummary[];
    }
  | {
      readonly type: 'held-out-measured';
      readonly phase: string;
      readonly first: Spec;
      readonly last: Spec;
      readonly claim: HeldOutClaim;
      /** Runs of the first baseline and of the last one over the held-out items. */
      readonly summaries: readonly EvaluationSummary[];
    }
  | {
      readonly type: 'ceiling-reached';
      readonly phase: string;
      /** What it would take to be wrong: the largest improvement that could still be hidden. */
      readonly sentence: string;
      readonly hidden: HiddenGain | null;
    }
  | {
      readonly type: 'candidate-inapplicable';
      readonly phase: string;
      readonly candidate: Candidate;
      readonly reason: string;
    }
  | {
      readonly type: 'diagnosed';
      readonly phase: string;
      readonly specId: string;
      readonly evaluation: string;
      readonly diagnosis: Diagnosis;
      /** Null: nothing to change in the spec. */
      readonly recommendation: Recommendation | null;
    }
  | {
      readonly type: 'baseline-promoted';
      readonly phase: string;
      readonly from: Spec;
      readonly to: Spec;
      /** Gain in mean accuracy on this suite. */
      readonly improvement: number;
      /** Event that decided it. */
      readonly decision: string;
      readonly reason: string;
      /** Spec ids of candidates on HOLD that the promotion closed. */
      readonly superseded?: readonly string[];
      /** Where several factors changed at once: what each of them brings, as far as the search can tell. */
      readonly contributions?: readonly string[];
    }
  | { readonly type: 'trial-opened'; readonly recommendation: Recommendation; readonly trial: Spec }
  | {
      readonly type: 'trial-kept';
      readonly recommendation: Recommendation;
      readonly from: Spec;
      readonly to: Spec;
      readonly summaries: readonly EvaluationSummary[];
    }
  | {
      readonly type: 'trial-undone';
      readonly recommendation: Recommendation;
      readonly trial: Spec;
      readonly summaries: readonly EvaluationSummary[];
    }
  /** What became of a recommendation that was not tried in a transaction: it took its turn as a candidate, or lost its cause. */
  | { readonly type: 'recommendation-settled'; readonly recommendation: Recommendation }
  | {
      readonly type: 'route-watched';
      readonly phase: string;
      readonly verdict: WatchVerdict;
      /** The route that was looked at, and the route afterwards. */
      readonly from: Spec;
      readonly to: Spec;
      readonly reason: string;
      /** Runs of today's route and of the one before, side by side; none where nobody had to compare them. */
      readonly summaries: readonly EvaluationSummary[];
    }
  | {
      readonly type: 'phase-closed';
      readonly phase: string;
      readonly baselineWas: Spec;
      readonly winner: Spec;
      readonly improvement: number;
      readonly verdicts: Readonly<Record<string, Verdict | 'INAPPLICABLE'>>;
    }
  | {
      readonly type: 'hand-edit';
      readonly phase: string;
      readonly from: Spec;
      /** What somebody wrote into the study's routing file. */
      readonly to: Spec;
    }
  | { readonly type: 'control'; readonly control: ControlRecord }
  | { readonly type: 'study-ended'; readonly state: EndState; readonly reason: string };

/** How a study can end. */
export type EndState = 'finished' | 'stopped' | 'budget-spent' | 'failed';

export interface PhaseBaseline {
  readonly phase: string;
  readonly spec: Spec;
  /** Models that the phase may be routed to when this one cannot do it, best first. */
  readonly fallbacks: readonly string[];
}
