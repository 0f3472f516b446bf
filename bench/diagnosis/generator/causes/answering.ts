import type { Rng } from '../../../../src/statistics/seeded-random';
import { between, chance, oneOf } from '../draw';
import { plainWorld } from '../plain-world';
import type { World } from '../world';
import { type CauseOfWorlds, TWO } from './cause-of-worlds';

/** Calls come in a form that the variant cannot read, in every run. */
export const FORMAT_MISMATCH: readonly CauseOfWorlds[] = [
  {
    how: 'calls come in a form that the variant cannot read',
    world: (rng) => ({
      ...plainWorld(rng),
      unreadable: chance(rng, 0.4) ? 1 : between(rng, 0.3, 0.9),
    }),
    reason: 'unreadable',
    atLeast: () => 0.12,
  },
];

/** A call for most messages that ask for none. */
export const OVER_CALLING: readonly CauseOfWorlds[] = [
  {
    how: 'calls where none is due',
    world: (rng) => ({ ...plainWorld(rng), overCalling: between(rng, 0.4, 1) }),
    reason: 'over-calling',
    atLeast: () => 0.06,
  },
];

/** Sampling at a temperature makes several items right in some runs and wrong in others. */
export const FLAKY: readonly CauseOfWorlds[] = [
  {
    how: 'sampling at a temperature',
    world: (rng): World => {
      const plain = plainWorld(rng);
      return {
        ...plain,
        runs: Math.max(plain.runs, 5),
        spec: { ...plain.spec, temperature: oneOf(rng, [0.7, 1, 1.5]) },
        uncertainty: between(rng, 0.25, 0.8),
      };
    },
    reason: 'uncertain',
    atLeast: () => 0.06,
  },
];

/** Earlier turns of the shared conversation make later answers wrong. */
export const CONTEXT_POLLUTION: readonly CauseOfWorlds[] = [true, false].map((sameEachRun) => ({
  how: sameEachRun
    ? 'earlier turns spoil later answers, the same in each run'
    : 'earlier turns spoil later answers, by chance',
  world: (rng: Rng): World => {
    const plain = plainWorld(rng, { wrongShare: oneOf(rng, [0, 0, 0.1]) });
    const perTurn = between(rng, 0.9, 1.8) / plain.items.length;
    return {
      ...plain,
      runs: Math.max(plain.runs, 5),
      spec: { ...plain.spec, isolation: 0, temperature: sameEachRun ? 0 : oneOf(rng, [0, 0.7]) },
      pollution: { perTurn, sameEachRun },
    };
  },
  reason: 'polluted',
  atLeast: () => 0.15,
}));

/** No due call is ever right, whatever was tried. */
export const CAPABILITY_LIMIT: readonly CauseOfWorlds[] = [
  {
    how: 'no due call is ever right, and every variant was tried',
    world: (rng) => ({ ...plainWorld(rng, { wrongShare: 1 }), untried: [] }),
    reason: 'nature',
    atLeast: TWO,
  },
];

/** Some items are beyond the model, always the same ones. */
export const SUBOPTIMAL: readonly CauseOfWorlds[] = [
  {
    how: 'the same items wrong in each run',
    world: (rng) => plainWorld(rng, { wrongShare: between(rng, 0.2, 0.8) }),
    reason: 'nature',
    atLeast: TWO,
  },
  {
    how: 'no due call is right yet, but variants are left to try',
    world: (rng) => ({
      ...plainWorld(rng, { wrongShare: 1 }),
      untried: oneOf(rng, [['few_shot'], ['json_schema', 'atomic']]),
    }),
    reason: 'nature',
    atLeast: TWO,
  },
];

export const HEALTHY: readonly CauseOfWorlds[] = [
  {
    how: 'nothing is wrong',
    world: (rng) => plainWorld(rng, { wrongShare: 0 }),
    reason: null,
    atLeast: () => 0,
  },
];
