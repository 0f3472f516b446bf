import type { DiagnosisClass, DiagnosisVersion } from '../diagnosis/diagnosis';
import type { SpecPatch } from '../spec/spec';

/** What a recommendation says will move. */
export type Metric =
  | 'accuracy'
  | 'actionAccuracy'
  | 'restraint'
  | 'variance'
  | 'timeouts'
  | 'malformed';

/** A change that a diagnosis predicts will help: one patch, the metric it should move, and by how much. */
export interface Recommendation {
  /** `c3/atomic/cold-start`. */
  readonly id: string;
  readonly phase: string;
  readonly diagnosis: DiagnosisClass;
  /** The rules that named the trouble; not there: the first ones, which kept no score. */
  readonly rules?: DiagnosisVersion;
  readonly patch: SpecPatch;
  readonly metric: Metric;
  readonly direction: 'up' | 'down';
  /** By how much, in the metric's own unit; at least 0. */
  readonly predicted: number;
  /** Workflow id of the evaluation that it rests on. */
  readonly evidence: string;
  /** From what state both specs have to be run again to see it. */
  readonly verifyFrom: 'cold' | 'fresh';
  readonly state: RecommendationState;
  /** By how much the metric moved in the verification, in the direction predicted; null before it. */
  readonly measured: number | null;
  /** The sentence for people: what was done with it and why. */
  readonly reason: string;
}

export type RecommendationState = 'proposed' | 'trial' | 'kept' | 'undone' | 'superseded';
