import type { Spec } from '../spec/spec';
import { sameSpec, specId } from '../spec/spec-id';
import { chanceAboveZero, normalBelow, normalDensity } from './normal-cdf';
import type { Outlook } from './outlook';
import { neighbours, pairs } from './pool';
import { isNoisy, type Screening } from './screening';
import { codeOf, specAt } from './search-space';
import { expectedGain, expectedOf, outlookFor, placesIn, type SearchView } from './search-view';

/** What is to be gated now, or why nothing is. */
export interface Nomination {
  /** The spec whose look is due; null: go on searching. */
  readonly nominee: Spec | null;
  /** Chance that the working spec is better than the promoted baseline, by the model. */
  readonly chance: number;
  /** How much better the model expects it to be, and how sure it is. */
  readonly gain: { readonly mean: number; readonly sd: number };
  /** One sentence with its numbers. */
  readonly reason: string;
  /** Cycles in a row that a likely better spec has waited: handed to the next call. */
  readonly waited: number;
}

/** A gate costs seven runs and a ticket: below this chance they are better spent on searching. */
const LEAST_CHANCE = 0.9;
/** While some other spec is expected to add this much on average, a gate would certify a step where a jump can be had. */
interface Patience {
  readonly hope: number;
  /** Cycles that a likely better spec waits at most. */
  readonly cycles: number;
}
/** Where every run repeats the one before, one screening tells the truth: little is left to hope for. */
const PATIENCE_WHEN_STILL: Patience = { hope: 0.03, cycles: 2 };
const PATIENCE_WHEN_QUIET: Patience = { hope: 0.03, cycles: 4 };
/** Where runs differ, a gate costs more and the model's guess is worth less: smaller hopes count, and for longer. */
const PATIENCE_WHEN_NOISY: Patience = { hope: 0.02, cycles: 8 };

/**
 * Is the working spec ready for the gate? It must be better than the promoted baseline with a chance of at least 0.9, and waiting must
 * have lost its point: no other spec promises an expected improvement worth it, or it has waited long enough.
 *
 * @param waited - what the call before answered; 0 after a promotion
 */
export function nominate(view: SearchView, waited: number): Nomination {
  const { working, baseline } = view;
  const gain = expectedGain(view, working);
  const chance = chanceAboveZero(gain.mean, gain.sd);
  const answer = { nominee: null, chance, gain, waited: 0 };
  if (sameSpec(working, baseline)) {
    return { ...answer, reason: 'the baseline is the best that the search knows' };
  }
  if (chance < LEAST_CHANCE) {
    const reason = `better than the baseline with a chance of ${text(chance)}: below ${LEAST_CHANCE}`;
    return { ...answer, reason };
  }
  const hope = largestHope(view);
  const patience = patienceOn(view.screening);
  if (hope > patience.hope && waited < patience.cycles) {
    const reason = `waits: another spec promises ${text(hope)} more on average, above ${patience.hope}`;
    return { ...answer, waited: waited + 1, reason };
  }
  const reason = `better than the baseline with a chance of ${text(chance)}, by about ${text(gain.mean)}`;
  return { ...answer, nominee: working, reason };
}

function patienceOn(screening: Screening): Patience {
  if (isNoisy(screening)) return PATIENCE_WHEN_NOISY;
  return screening.spread.squares > 0 ? PATIENCE_WHEN_QUIET : PATIENCE_WHEN_STILL;
}

function text(number: number): string {
  return number.toFixed(3);
}

/** The largest improvement on the working spec, on average, that measuring one spec more could find. */
function largestHope(view: SearchView): number {
  const best = expectedOf(view, view.working).mean;
  const outlook = outlookFor(view, 0);
  return outlook.pool.reduce((most, levels, place) => {
    const hope = expectedImprovement(outlook, place, best);
    if (hope <= most) return most;
    return view.rejected(specAt(view.wholeSpace, levels, view.baseline)) ? most : hope;
  }, 0);
}

function expectedImprovement({ means, variances }: Outlook, place: number, best: number): number {
  const ahead = (means[place] ?? 0) - best;
  const sd = Math.sqrt(variances[place] ?? 0);
  if (sd < 1e-9) return Math.max(ahead, 0);
  return ahead * normalBelow(ahead / sd) + sd * normalDensity(ahead / sd);
}

/** Extrapolated to the last look, the test's distance must reach this; else the study goes on searching between looks. */
const PROMISING = 3;

/**
 * Should the next look follow at once, instead of a HOLD?
 *
 * @param distance - gain of the last look in standard errors
 * @param looks - runs of the candidate at this look, and at the last one
 */
export function continueNow(
  distance: number,
  looks: { readonly runs: number; readonly mostRuns: number },
): boolean {
  return distance * Math.sqrt(looks.mostRuns / looks.runs) >= PROMISING;
}

const MOST_DRY_CYCLES = 12;
/** On quiet ground a cycle costs a third of the runs. */
const MOST_DRY_CYCLES_WHEN_QUIET = 24;
const WORTHWHILE = 0.01;
const SMALL_CHANCE = 0.05;

/**
 * Why the search should end, in one sentence; null: go on.
 * It ends after 12 cycles without a promotion (24 where runs hardly differ), or when no spec that is still untried is better than the baseline
 * by 0.01 with a chance of at least 0.05, nothing waits to be nominated and, where runs hardly differ, every change of one or two factors
 * was looked at.
 */
export function whyStop(view: SearchView, cyclesWithoutPromotion: number): string | null {
  const most = isNoisy(view.screening) ? MOST_DRY_CYCLES : MOST_DRY_CYCLES_WHEN_QUIET;
  if (cyclesWithoutPromotion >= most) return `${most} cycles without a promotion`;
  if (isLikelyBetter(view) || promisesMore(view) || hasUntriedNearby(view)) return null;
  return `nothing untried is better by ${WORTHWHILE} with a chance of ${SMALL_CHANCE} or more`;
}

/**
 * On quiet ground one run tells the truth, so the search looks at every change of one or two factors before it ends:
 * what helps only together is what the model expects least.
 */
function hasUntriedNearby(view: SearchView): boolean {
  if (isNoisy(view.screening)) return false;
  const tried = new Set(view.model.observations.map(({ levels }) => codeOf(levels)));
  const centre = placesIn(view, view.working);
  return [...neighbours(view.allowed, centre), ...pairs(view.allowed, centre)].some(
    (levels) =>
      !tried.has(codeOf(levels)) && !view.rejected(specAt(view.wholeSpace, levels, view.baseline)),
  );
}

function isLikelyBetter(view: SearchView): boolean {
  const gain = expectedGain(view, view.working);
  return (
    !sameSpec(view.working, view.baseline) && chanceAboveZero(gain.mean, gain.sd) >= LEAST_CHANCE
  );
}

/** Is any spec that was never measured better than the baseline, by enough and likely enough to be worth a look? */
export function promisesMore(view: SearchView): boolean {
  const tried = new Set(view.model.observations.map(({ levels }) => codeOf(levels)));
  const baseline = specId(view.baseline);
  return outlookFor(view, 0).pool.some((levels) => {
    if (tried.has(codeOf(levels))) return false;
    const spec = specAt(view.wholeSpace, levels, view.baseline);
    if (specId(spec) === baseline || view.rejected(spec)) return false;
    const gain = expectedGain(view, spec);
    return chanceAboveZero(gain.mean - WORTHWHILE, gain.sd) >= SMALL_CHANCE;
  });
}
