import { type Bench, type Cell, seedsFrom } from '../cell';
import { playPlain } from '../players/plain';
import { isFalse, isRegression, type Play } from '../players/play';
import { playRatchet } from '../players/ratchet';
import { upperLimit } from '../upper-limit';
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
    'passed the gates falsely',
    'passed, upper 95 %',
    'with a regression',
    'regression, upper 95 %',
    'plain, G2 off',
    'plain, G2 as in the seed',
  ],
  plot: {
    kind: 'dots',
    title: 'Studies with a false promotion (simulated); bars: upper 95 % limit',
    series: [
      { column: 'with a false promotion', upTo: 'upper 95 %' },
      { column: 'plain, G2 off' },
      { column: 'plain, G2 as in the seed' },
    ],
    aim: 0.05,
  },
};

function cellOf(scenario: Scenario, noise: Noise, items: number): Cell {
  return {
    name: `${scenario.name}, ${noise} ${items}`,
    play: async ({ studies, seed }) => {
      const counts = { wrong: 0, passed: 0, regressed: 0, off: 0, raw: 0 };
      for (const each of seedsFrom(seed, studies)) {
        const world = makeWorld({ ...scenario.world, noise, items, seed: each });
        const { strategy } = scenario;
        const options = { seed: each, budget: NO_LIMIT, cycles: CYCLES };
        const play = await playRatchet(world, { ...options, policy: { strategy } });
        counts.wrong += Number(hasFalse(play));
        counts.passed += Number(play.passed.some(isFalse));
        counts.regressed += Number(play.promotions.some(isRegression));
        counts.off += Number(hasFalse(playPlain(world, { ...options, stabilityGate: false })));
        counts.raw += Number(hasFalse(playPlain(world, { ...options, stabilityGate: true })));
      }
      return {
        studies,
        'with a false promotion': counts.wrong / studies,
        'upper 95 %': upperLimit(counts.wrong, studies),
        'passed the gates falsely': counts.passed / studies,
        'passed, upper 95 %': upperLimit(counts.passed, studies),
        'with a regression': counts.regressed / studies,
        'regression, upper 95 %': upperLimit(counts.regressed, studies),
        'plain, G2 off': counts.off / studies,
        'plain, G2 as in the seed': counts.raw / studies,
      };
    },
  };
}

function hasFalse({ promotions }: Play): boolean {
  return promotions.some(isFalse);
}
