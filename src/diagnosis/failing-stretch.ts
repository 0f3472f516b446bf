import type { OutcomeGrid } from './diagnosis';
import { passesOf } from './grid';
import { upperTail } from './upper-tail';

/** One outcome that would have been right by what the item did in the runs that count as usual. */
export interface Usual {
  /** Number of the call in the evaluation, from 1: items of earlier runs count in. */
  readonly call: number;
  /** From 0. */
  readonly run: number;
  readonly letter: string;
}

/** A stretch at one end of an evaluation in which what is usually right fails. */
export interface Stretch {
  /** Outcomes of the stretch that are usually right, and how many of them failed. */
  readonly outcomes: number;
  readonly failed: number;
  /** How many of those that failed were time-outs. */
  readonly timeouts: number;
  /** Of all other outcomes that are usually right. */
  readonly otherOutcomes: number;
  readonly otherFailed: number;
  /** Of the last call, or run, of the stretch. */
  readonly last: Usual;
  /** How likely chance puts so many failures there; in (0, 1]. */
  readonly chance: number;
}

/** At least this share of a stretch fails. */
const DENSE = 0.5;
/** Elsewhere at most this share of what fails in the stretch. */
const THIN = 0.25;

/**
 * Outcomes at items that were right in at least half of the runs from `from` up to, not with, `to`, in order.
 * The runs in between are taken for usual ones.
 */
export function usualOutcomes(
  grid: OutcomeGrid,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Usual[] {
  const width = grid.callDue.length;
  const usual = grid.callDue.flatMap((_, item) =>
    passesOf(grid, item, { from, to }) * 2 >= to - from ? [item] : [],
  );
  return grid.rows.flatMap((row, run) =>
    usual.map((item) => ({ call: run * width + item + 1, run, letter: row.charAt(item) })),
  );
}

/**
 * The stretch at the beginning of a list of outcomes that chance explains least: failures stand close in it and thinly
 * after it.
 *
 * @param ends - may the stretch end here?
 * @returns undefined where no stretch is dense, with thin failures after it
 */
export function firstStretch(
  outcomes: readonly Usual[],
  ends: (outcome: Usual, place: number) => boolean,
): Stretch | undefined {
  const failed = outcomes.filter(({ letter }) => letter !== 'P').length;
  let best: Stretch | undefined;
  let [soFar, timeouts] = [0, 0];
  for (const [place, last] of outcomes.entries()) {
    soFar += Number(last.letter !== 'P');
    timeouts += Number(last.letter === 'T');
    if (!ends(last, place)) continue;
    const drawn = place + 1;
    const others = { otherOutcomes: outcomes.length - drawn, otherFailed: failed - soFar };
    best = lessLikely(best, { outcomes: drawn, failed: soFar, timeouts, ...others }, last);
  }
  return best;
}

/** The one that chance explains less. */
function lessLikely(best: Stretch | undefined, counts: Counts, last: Usual): Stretch | undefined {
  if (!isDense(counts)) return best;
  const chance = chanceOf(counts);
  return chance < (best?.chance ?? 2) ? { ...counts, last, chance } : best;
}

type Counts = Omit<Stretch, 'last' | 'chance'>;

function chanceOf({ outcomes, failed, otherOutcomes, otherFailed }: Counts): number {
  const all = outcomes + otherOutcomes;
  return upperTail({
    all,
    failed: failed + otherFailed,
    drawn: outcomes,
    failedOfDrawn: failed,
  });
}

/** Shares are compared crosswise, so that whole numbers decide. */
function isDense({ outcomes, failed, otherOutcomes, otherFailed }: Counts): boolean {
  if (failed === 0 || failed < DENSE * outcomes || otherOutcomes === 0) return false;
  return otherFailed * outcomes <= THIN * failed * otherOutcomes;
}
