import type { Factor, FactorValue, Spec } from '../spec/spec';
import type { Rng } from '../statistics/seeded-random';
import type { Candidate } from './candidate';

/** What a generator may look at. */
export interface GeneratorContext {
  readonly baseline: Spec;
  /** Values that the study allows, per factor; the first baseline's own among them. */
  readonly values: Readonly<Record<Factor, readonly FactorValue[]>>;
  /** Has the phase's suite worked examples? */
  readonly hasExamples: boolean;
  readonly rng: Rng;
}

/** Proposes candidates. Pure: the same context gives the same candidates, in the same order. */
export interface Generator {
  readonly name: string;
  propose(context: GeneratorContext): readonly Candidate[];
}
