import { type Bench, type Cell, seedsFrom } from '../cell';
import { playRatchet } from '../players/ratchet';
import { makeWorld, type Noise } from '../world';

/** Of the candidates that were held, how many were decided within 28 runs? */
export const holds: Bench = {
  cells: (['mild', 'strong', 'shifts'] as const).flatMap((noise) =>
    [12, 50].flatMap((items) =>
      (['gate-all', 'screen'] as const).map((strategy) => cellOf(noise, items, strategy)),
    ),
  ),
  columns: ['studies', 'held', 'decided', 'share'],
};

function cellOf(noise: Noise, items: number, strategy: 'gate-all' | 'screen'): Cell {
  return {
    name: `${strategy}, ${noise} ${items}`,
    play: async ({ studies, seed }) => {
      let [held, decided] = [0, 0];
      for (const each of seedsFrom(seed, studies)) {
        const world = makeWorld({ ground: 'additive', noise, items, seed: each });
        const options = { seed: each, budget: 1_000_000, cycles: 60, policy: { strategy } };
        const play = await playRatchet(world, options);
        held += play.held;
        decided += play.heldDecided;
      }
      return { studies, held, decided, share: held === 0 ? null : decided / held };
    },
  };
}
