import { wilsonInterval, Z_TWO_SIDED_95 } from '../../../src/statistics/wilson-interval';
import { type Bench, type Cell, seedsFrom } from '../cell';
import { playPlain } from '../players/plain';
import { isFalse, isRegression, type Play } from '../players/play';
import { playRatchet } from '../players/ratchet';
import { makeWorld, type Noise, type WorldPlan } from '../world';

const NOISES: readonly Noise[] = ['det', 'mild', 'strong', 'shifts'];
const ITEMS = [6, 12, 50, 200] as const;
/** 160 comparisons where every candidate is gated. */
const CYCLES = 40;
const NO_LIMIT = 1_000_000;

interface Scenario {
  readonly name: string;
  readonly world: Pick<WorldPlan, 'ground' | 'startAtBest'>;
  readonly strategy: 'gate-all' | 'screen';
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'gate-all, all specs equal', world: { ground: 'equal' }, strategy: 'gate-all' },
  { name: 'screen, all specs equal', world: { ground: 'equal' }, strategy: 'screen' },
  {
    name: 'screen, start at the best',
    world: { ground: 'additive', startAtBest: true },
    strategy: 'screen',
  },
];

/** How many studies contain a false promotion, and how many with the seed's plain gates on the same worlds? */
export const errors: Bench = {
  cells: SCENARIOS.flatMap((scenario) =>
    NOISES.flatMap((noise) => ITEMS.map((items) => cellOf(scenario, noise, items))),
  ),
  columns: [
    'studies',
    'with a false promotion',
    'upper 95 %',
    'with a regression',
    'plain, G2 off',
    'plain, G2 as in the seed',
  ],
};

function cellOf(scenario: Scenario, noise: Noise, items: number): Cell {
  return {
    name: `${scenario.name}, ${noise} ${items}`,
    play: async ({ studies, seed }) => {
      const counts = { wrong: 0, regressed: 0, off: 0, raw: 0 };
      for (const each of seedsFrom(seed, studies)) {
        const world = makeWorld({ ...scenario.world, noise, items, seed: each });
        const { strategy } = scenario;
        const options = { seed: each, budget: NO_LIMIT, cycles: CYCLES };
        const play = await playRatchet(world, { ...options, policy: { strategy } });
        counts.wrong += Number(play.promotions.some(isFalse));
        counts.regressed += Number(play.promotions.some(isRegression));
        counts.off += Number(hasFalse(playPlain(world, { ...options, stabilityGate: false })));
        counts.raw += Number(hasFalse(playPlain(world, { ...options, stabilityGate: true })));
      }
      return {
        studies,
        'with a false promotion': counts.wrong / studies,
        'upper 95 %': wilsonInterval(counts.wrong, studies, Z_TWO_SIDED_95).high,
        'with a regression': counts.regressed / studies,
        'plain, G2 off': counts.off / studies,
        'plain, G2 as in the seed': counts.raw / studies,
      };
    },
  };
}

function hasFalse({ promotions }: Play): boolean {
  return promotions.some(isFalse);
}
