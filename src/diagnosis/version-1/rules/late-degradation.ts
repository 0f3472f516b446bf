import { runsMarked } from '../grid';
import type { Rule } from './rule';

/** The first runs pass, the last ones fail: `PPPPPFF`. At least two and at most half of the runs fail. */
export const lateDegradation: Rule = (grid) => {
  const failing = /^P+(F+)$/.exec(grid.marks)?.[1]?.length ?? 0;
  if (failing < 2 || failing > Math.ceil(grid.rows.length / 2)) return undefined;
  return {
    class: 'late-degradation',
    sentence: `The last ${failing} of ${grid.rows.length} runs failed after all earlier ones had passed (${grid.marks}); items run afresh would show whether the conversation is to blame`,
    evidence: {
      items: [],
      runs: runsMarked(grid, 'F'),
      numbers: { failingRuns: failing, runs: grid.rows.length },
    },
  };
};
