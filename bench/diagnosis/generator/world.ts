import type { Outcome } from '../../../src/outcomes/outcome';
import type { LabelledSpec } from '../labelled-evaluation';

/**
 * How an endpoint and a model behave, unseen by whoever measures. Every behaviour is always there; most are at rest.
 * What is simulated here is a server and a model, not anybody's rules for reading them.
 */
export interface World {
  readonly spec: LabelledSpec;
  readonly items: readonly ItemNature[];
  readonly runs: number;
  readonly untried: readonly string[];
  /** The first so many requests after the model was loaded are in trouble. */
  readonly cold: { readonly requests: number; readonly as: 'slow' | 'junk' };
  readonly startsCold: boolean;
  /** Milliseconds of a usual answer, and how much answers of one item differ (standard deviation of the logarithm). */
  readonly latency: { readonly usualMs: number; readonly spread: number };
  /** How much longer answers take than usual: what meets the limit. */
  readonly slowness: number;
  /** Share of calls that come out in a form that this variant cannot read. */
  readonly unreadable: number;
  /** Share of items without a due call that get one. */
  readonly overCalling: number;
  /** How uncertain answers are: 0 the same each time, 1 a coin per item. */
  readonly uncertainty: number;
  /** Chance per earlier turn of the conversation that an answer goes wrong; under `i0` alone. */
  readonly pollution: { readonly perTurn: number; readonly sameEachRun: boolean };
  /** From this run on, that share of answers fails in that way; Infinity: never. */
  readonly decay: { readonly fromRun: number; readonly share: number; readonly as: 'T' | 'wrong' };
  /** What befalls the connection. */
  readonly faults: Faults;
  /** Chance that any outcome turns out wrong for no reason. */
  readonly noise: number;
}

export interface Faults {
  /** Codes of void attempts before the run that follows was made, by run number. */
  readonly voids: Readonly<Record<number, readonly string[]>>;
  /** From this run on no run can be made, with this code. */
  readonly ended: { readonly run: number; readonly code: string } | null;
  /** In these runs the endpoint takes requests and never answers. */
  readonly silentRuns: readonly number[];
  /** Every run after the first one is answered from a cache. */
  readonly cached: boolean;
}

/** What an item is to this model when nothing is in its way. */
export interface ItemNature {
  readonly kind: 'a' | 'r';
  readonly right: boolean;
  /** What becomes of it where it is not right. */
  readonly otherwise: Outcome;
  /** Longer and shorter answers: a factor on the usual latency. */
  readonly length: number;
}

export const NO_FAULTS: Faults = { voids: {}, ended: null, silentRuns: [], cached: false };
