import { type Bench, type Cell, seedsFrom } from '../cell';
import { COURSE_COLUMNS, CURVE_STEP, courseFigures } from '../course-figures';
import type { Play } from '../players/play';
import { SEARCH_PLAYERS } from '../players/search-players';
import { publicRows } from '../public-optimizers';
import { cellName, SEARCH_BUDGET, SEARCH_CELLS, type SearchCell } from '../search-cells';
import { makeWorld } from '../world';

/**
 * Runs until one of the best specs is found; certified for Ratchet, an incumbent without certificate for the others.
 * Studies of public optimizers in the same worlds stand beside it where they have been played.
 */
export const search: Bench = {
  cells: SEARCH_CELLS.flatMap((cell) =>
    Object.keys(SEARCH_PLAYERS)
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
        const play = SEARCH_PLAYERS[player];
        if (play) plays.push(await play(makeWorld({ ...cell, seed: each }), each));
      }
      return courseFigures(plays, SEARCH_BUDGET);
    },
  };
}
