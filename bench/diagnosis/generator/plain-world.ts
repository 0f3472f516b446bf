import type { Outcome } from '../../../src/outcomes/outcome';
import type { Rng } from '../../../src/statistics/seeded-random';
import { between, chance, oneOf, whole } from './draw';
import { type ItemNature, NO_FAULTS, type World } from './world';

const RUNS = [3, 5, 7, 7, 7, 7, 14, 28] as const;
const ITEMS = [6, 6, 8, 12, 12, 24, 24, 36, 50] as const;
const VARIANTS = ['native_api', 'raw_schema', 'json_schema', 'few_shot', 'atomic'] as const;

/** A world in which nothing is wrong but that some items are beyond the model: what every cause is added to. */
export function plainWorld(rng: Rng, options: { readonly wrongShare?: number } = {}): World {
  const size = oneOf(rng, [...ITEMS]);
  const wrongShare = options.wrongShare ?? (chance(rng, 0.5) ? between(rng, 0, 0.4) : 0);
  return {
    spec: {
      variant: oneOf(rng, [...VARIANTS]),
      timeoutSeconds: oneOf(rng, [10, 30, 60]),
      retries: whole(rng, 0, 1),
      isolation: chance(rng, 0.6) ? 1 : 0,
      warmup: 0,
      temperature: 0,
    },
    items: items(rng, size, wrongShare),
    runs: oneOf(rng, [...RUNS]),
    untried: chance(rng, 0.5) ? ['few_shot', 'atomic'] : [],
    cold: { requests: 0, as: 'slow' },
    startsCold: chance(rng, 0.7),
    latency: { usualMs: between(rng, 200, 1500), spread: between(rng, 0.05, 0.3) },
    slowness: 1,
    unreadable: 0,
    overCalling: 0,
    uncertainty: 0,
    pollution: { perTurn: 0, sameEachRun: true },
    decay: { fromRun: Infinity, share: 0, as: 'wrong' },
    faults: NO_FAULTS,
    noise: 0,
  };
}

/** About a quarter to a third of the items ask for no call; at least one of each kind. */
function items(rng: Rng, size: number, wrongShare: number): readonly ItemNature[] {
  const restraint = Math.max(1, Math.round(size * between(rng, 0.2, 0.4)));
  return Array.from({ length: size }, (_, index) => {
    const kind = (index * restraint) % size < restraint ? 'r' : 'a';
    return {
      kind,
      right: !(kind === 'a' && chance(rng, wrongShare)),
      otherwise: otherwise(rng, kind),
      length: between(rng, 0.7, 1.6),
    };
  });
}

export function otherwise(rng: Rng, kind: 'a' | 'r'): Outcome {
  return kind === 'r' ? 'O' : oneOf<Outcome>(rng, ['W', 'A', 'N']);
}
