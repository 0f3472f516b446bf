import { firstStretch, usualOutcomes } from '../failing-stretch';
import { numbersFrom, ofAll, rounded } from '../grid';
import type { Rule } from './rule';

/** The most that chance may explain. */
const LEVEL = 0.01;

/**
 * The first runs pass, the last ones fail: `PPPPPFF`. At least two and at most half of the runs fail; what is usual is
 * read from the first half.
 */
export const lateDegradation: Rule = (grid) => {
  const runs = grid.rows.length;
  if (runs < 4) return undefined;
  const backwards = usualOutcomes(grid, { from: 0, to: Math.floor(runs / 2) }).toReversed();
  const earliest = runs - Math.ceil(runs / 2);
  const stretch = firstStretch(
    backwards,
    ({ run }, place) => run >= earliest && run <= runs - 2 && backwards[place + 1]?.run === run - 1,
  );
  if (!stretch || stretch.chance > LEVEL) return undefined;
  const { outcomes, failed, otherOutcomes, otherFailed, last, chance } = stretch;
  const failingRuns = runs - last.run;
  return {
    class: 'late-degradation',
    sentence: `${ofAll(failed, outcomes)} outcomes that are usually right failed in the last ${failingRuns} of ${runs} runs, and ${ofAll(otherFailed, otherOutcomes)} before (${grid.marks}); the same failures right after a fresh start would disprove it`,
    evidence: {
      items: [],
      runs: numbersFrom(last.run + 1, failingRuns),
      numbers: { failingRuns, runs, failed, otherFailed },
    },
    confidence: rounded(1 - chance),
  };
};
