import type { Factor, FactorValue, Spec } from '../spec/spec';

/** A baseline with one stated change, its generator and its hypothesis. */
export interface Candidate {
  readonly spec: Spec;
  readonly generator: string;
  readonly change: {
    readonly factor: Factor;
    readonly from: FactorValue;
    readonly to: FactorValue;
  };
  /** Why it might be better, in one sentence. */
  readonly hypothesis: string;
}
