import { type Bench, type Cell, seedsFrom } from '../cell';
import { COURSE_COLUMNS, CURVE_STEP, courseFigures } from '../course-figures';
import { isFalse, type Play } from '../players/play';
import { SEARCH_PLAYERS } from '../players/search-players';
import { publicRows } from '../public-optimizers';
import { GRIDS, type Grid } from '../real-grid/grid';
import { gridWorld } from '../real-grid/grid-world';
import { SEARCH_BUDGET } from '../search-cells';

/** The searches of simulated worlds once more, on what the embedded model did: drawn from its measured runs. */
export const realGrid: Bench = {
  cells: GRIDS.flatMap((grid) => Object.keys(SEARCH_PLAYERS).map((player) => cellOf(grid, player))),
  columns: [...COURSE_COLUMNS, 'with a false promotion'],
  plot: {
    kind: 'curves',
    title: 'Share of studies that stand for a best spec, after so many runs (drawn from real runs)',
    step: CURVE_STEP,
    axis: 'runs',
  },
  rowsBeside: publicRows,
};

function cellOf(grid: Grid, player: string): Cell {
  return {
    name: `${grid.name}, ${player}`,
    play: async ({ studies, seed, grid: file }) => {
      const world = await gridWorld(grid, file);
      const plays: Play[] = [];
      for (const each of seedsFrom(seed, studies)) {
        const play = SEARCH_PLAYERS[player];
        if (play) plays.push(await play(world, each));
      }
      // Specs that share their runs are equal: a promotion from one to the other is false.
      const wrong = plays.filter(({ promotions }) => promotions.some(isFalse)).length;
      return {
        ...courseFigures(plays, SEARCH_BUDGET),
        'with a false promotion': wrong / plays.length,
      };
    },
  };
}
