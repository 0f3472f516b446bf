import type { Diagnosis, OutcomeGrid } from '../diagnosis';
import { firstStretch, type Stretch, type Usual, usualOutcomes } from '../failing-stretch';
import { countLetters, gridSize, numbersFrom, ofAll, rounded } from '../grid';
import type { Rule } from './rule';

/** The most that chance may explain. */
const LEVEL = 0.01;

/**
 * The first calls after loading fail, all later ones pass: in whole runs (`FFPPPPP`), or within the first run. What is
 * usual is read from the second half of the runs, so at most half of them can be cold.
 */
export const coldStart: Rule = (grid) => {
  const runs = grid.rows.length;
  if (runs < 3 || !startedCold(grid)) return undefined;
  const most = Math.ceil(runs / 2);
  const usual = usualOutcomes(grid, { from: runs - Math.floor(runs / 2), to: runs });
  const stretch = firstStretch(usual, ({ run, letter }) => run < most && letter !== 'P');
  if (!stretch) return undefined;
  const isCold = stretch.timeouts * 2 >= stretch.failed ? isSlow : isJunk;
  return isCold(stretch, usual, grid) ? told(grid, stretch) : undefined;
};

/** Cold by what is recorded; else, on a model that had answered a call, two whole runs must fail first. */
function startedCold({ coldReadable, marks, conditions }: OutcomeGrid): boolean {
  if (coldReadable) return true;
  const warmed = conditions?.startStates[0] === 'warm' && conditions.voids.length === 0;
  return warmed && /^FF+P+$/.test(marks);
}

/** A share of a stretch that is nearly all of it. */
const NEARLY_ALL = 0.8;

/** Slow, and most time-outs of all runs are in the stretch; one is enough at the very first call. */
function isSlow(stretch: Stretch, usual: readonly Usual[], grid: OutcomeGrid): boolean {
  const timeouts = countLetters(grid, 'T');
  if (stretch.timeouts * 2 < timeouts) return false;
  if (stretch.failed > 1) return stretch.chance <= LEVEL;
  return usual[0]?.letter === 'T' && timeouts === 1 && usual.length > 10;
}

/** Wrong in nearly all of at least one whole run, or until a run comes right and all is right after it. */
function isJunk(stretch: Stretch, usual: readonly Usual[], grid: OutcomeGrid): boolean {
  const { failed, outcomes, otherFailed, chance } = stretch;
  if (chance > LEVEL) return false;
  const perRun = usual.filter(({ run }) => run === 0).length;
  if (outcomes >= perRun && failed >= NEARLY_ALL * outcomes) return true;
  return otherFailed === 0 && /^F+P+$/.test(grid.marks);
}

function told(grid: OutcomeGrid, stretch: Stretch): Diagnosis {
  const { outcomes, failed, otherOutcomes, otherFailed, last, chance } = stretch;
  const failingRuns = last.run + 1;
  const from = grid.coldReadable ? 'a cold model' : 'a model that had answered one call';
  return {
    class: 'cold-start',
    sentence: `From ${from} ${ofAll(failed, outcomes)} outcomes that are usually right failed, up to call ${last.call} of ${gridSize(grid)}, and ${ofAll(otherFailed, otherOutcomes)} after that (${grid.marks}); the same failures after warm-up calls would disprove it`,
    evidence: {
      items: [],
      runs: numbersFrom(1, failingRuns),
      numbers: { failingRuns, runs: grid.rows.length, coldCalls: last.call, failed, otherFailed },
    },
    confidence: rounded(1 - chance),
  };
}
