import { type Bench, type Cell, seedsFrom } from '../cell';
import { COURSE_COLUMNS, CURVE_STEP, courseFigures } from '../course-figures';
import { playPlain } from '../players/plain';
import type { Play } from '../players/play';
import { playRandom } from '../players/random';
import { playRatchet } from '../players/ratchet';
import { publicRows } from '../public-optimizers';
import { cellName, SEARCH_BUDGET, SEARCH_CELLS, type SearchCell } from '../search-cells';
import { makeWorld, type World } from '../world';

const CYCLES = 200;

const PLAYERS: Readonly<Record<string, (world: World, seed: number) => Promise<Play> | Play>> = {
  'ratchet, screen': (world, seed) => ratchet(world, seed, { strategy: 'screen' }),
  'ratchet, screen, determinism auto': (world, seed) =>
    ratchet(world, seed, { strategy: 'screen', determinism: 'auto' }),
  'ratchet, gate-all': (world, seed) => ratchet(world, seed, { strategy: 'gate-all' }),
  "the seed's loop, G2 off": (world, seed) =>
    playPlain(world, { seed, budget: SEARCH_BUDGET, cycles: CYCLES, stabilityGate: false }),
  'random, 1 run': (world, seed) => playRandom(world, { seed, budget: SEARCH_BUDGET }),
};

function ratchet(world: World, seed: number, policy: Readonly<Record<string, unknown>>) {
  return playRatchet(world, { seed, budget: SEARCH_BUDGET, cycles: CYCLES, policy });
}

/**
 * Runs until one of the best specs is found; certified for Ratchet, an incumbent without certificate for the others.
 * Studies of public optimizers in the same worlds stand beside it where they have been played.
 */
export const search: Bench = {
  cells: SEARCH_CELLS.flatMap((cell) =>
    Object.keys(PLAYERS)
      .filter((player) => cell.noise === 'det' || !player.includes('determinism'))
      .map((player) => cellOf(cell, player)),
  ),
  columns: COURSE_COLUMNS,
  plot: {
    kind: 'curves',
    title: 'Share of studies that stand for a best spec, after so many runs (simulated)',
    step: CURVE_STEP,
    axis: 'runs',
  },
  rowsBeside: publicRows,
};

function cellOf(cell: SearchCell, player: string): Cell {
  return {
    name: `${cellName(cell)}, ${player}`,
    play: async ({ studies, seed }) => {
      const plays: Play[] = [];
      for (const each of seedsFrom(seed, studies)) {
        const play = PLAYERS[player];
        if (play) plays.push(await play(makeWorld({ ...cell, seed: each }), each));
      }
      return courseFigures(plays, SEARCH_BUDGET);
    },
  };
}
