import { type Bench, type Cell, seedsFrom } from '../cell';
import { playRatchet } from '../players/ratchet';
import { intervalText } from '../upper-limit';
import { makeWorld, type Noise } from '../world';

/** Studies come to their end before. */
const CYCLES = 300;

/**
 * Of the candidates that were held, how many had a verdict within 28 runs, and how many one that is more than "the runs
 * ran out"?
 */
export const holds: Bench = {
  cells: (['mild', 'strong', 'shifts'] as const).flatMap((noise) =>
    [12, 50].flatMap((items) =>
      (['gate-all', 'screen'] as const).map((strategy) => cellOf(noise, items, strategy)),
    ),
  ),
  columns: [
    'studies',
    'held',
    'superseded',
    'decided',
    'ran out',
    'left open',
    'with a verdict',
    'share decided',
    '95 %',
  ],
  plot: {
    kind: 'dots',
    title: 'HOLDs by 28 runs, of those that no promotion superseded (simulated)',
    series: [{ column: 'with a verdict' }, { column: 'share decided' }],
    aim: 0.9,
  },
};

function cellOf(noise: Noise, items: number, strategy: 'gate-all' | 'screen'): Cell {
  return {
    name: `${strategy}, ${noise} ${items}`,
    play: async ({ studies, seed }) => {
      let [held, decided, ranOut, superseded] = [0, 0, 0, 0];
      for (const each of seedsFrom(seed, studies)) {
        const world = makeWorld({ ground: 'additive', noise, items, seed: each });
        const options = { seed: each, budget: 1_000_000, cycles: CYCLES, policy: { strategy } };
        const { holds: counts } = await playRatchet(world, options);
        held += counts.opened;
        decided += counts.decided;
        ranOut += counts.ranOut;
        superseded += counts.superseded;
      }
      const open = held - superseded;
      return {
        studies,
        held,
        superseded,
        decided,
        'ran out': ranOut,
        'left open': open - decided - ranOut,
        'with a verdict': open === 0 ? null : (decided + ranOut) / open,
        'share decided': open === 0 ? null : decided / open,
        '95 %': open === 0 ? null : intervalText(decided, open),
      };
    },
  };
}
