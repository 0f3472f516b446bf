import type { OutcomeGrid } from '../../diagnosis';
import { runsMarked } from '../grid';
import type { Rule } from './rule';

/** The first runs fail, all later ones pass, from a cold model: `FFPPPPP`. At most half of the runs may fail. */
export const coldStart: Rule = (grid) => {
  const failing = /^(F+)P+$/.exec(grid.marks)?.[1]?.length ?? 0;
  if (failing === 0 || !grid.coldReadable || failing > Math.ceil(grid.rows.length / 2)) {
    return undefined;
  }
  const calls = coldCalls(grid, failing);
  return {
    class: 'cold-start',
    sentence: `The first ${failing} of ${grid.rows.length} runs failed and all later ones passed (${grid.marks}), from a cold model; the last of these failures was at call ${calls}`,
    evidence: {
      items: [],
      runs: runsMarked(grid, 'F'),
      numbers: { failingRuns: failing, runs: grid.rows.length, coldCalls: calls },
    },
  };
};

/** Calls up to the last failure of the first runs at an item that passes in a later run. */
function coldCalls({ rows }: OutcomeGrid, failing: number): number {
  const width = rows[0]?.length ?? 0;
  const passesLater = (item: number): boolean =>
    rows.slice(failing).some((row) => row.charAt(item) === 'P');
  const first = rows.slice(0, failing).join('');
  return first
    .split('')
    .reduce(
      (last, letter, call) => (letter !== 'P' && passesLater(call % width) ? call + 1 : last),
      0,
    );
}
