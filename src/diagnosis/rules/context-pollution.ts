import { countLetters, gridSize, itemsWith, ofAll, rounded, runsWith } from '../grid';
import { turnOrder } from '../turn-order';
import type { Rule } from './rule';

/** Items in random order would be so far out in about one of fifteen evaluations. */
const DEVIATIONS = 1.5;

/** In one conversation for all items (`i0`), the late ones fail and the early ones pass. */
export const contextPollution: Rule = (grid) => {
  if (grid.conditions?.spec.isolation !== 0) return undefined;
  const { early, late, firstFailing, deviations } = turnOrder(grid);
  if (firstFailing < 1 || deviations < DEVIATIONS || early >= late) return undefined;
  const failures = countLetters(grid, 'WANOMT');
  const failing = runsWith(grid, 'WANOMT');
  // A conversation spoils every run that is one, not a single one of them.
  if (failing.length * 2 < grid.rows.length) return undefined;
  const outcomes = gridSize(grid);
  const third = Math.ceil(grid.callDue.length / 3) * grid.rows.length;
  // What would be right if all items did as well as those of the first third.
  const lostShare = rounded(Math.max(0, failures / outcomes - early / third));
  return {
    class: 'context-pollution',
    sentence: `${ofAll(late, failures)} failures fell on the last third of the items and ${early} on the first, in one conversation for all items (${rounded(deviations)} standard deviations late); the same items wrong by themselves would disprove it`,
    evidence: {
      items: itemsWith(grid, 'WANOMT'),
      runs: failing,
      numbers: { early, late, failures, firstFailing: firstFailing + 1, lostShare },
    },
    confidence: rounded(late / (early + late)),
  };
};
