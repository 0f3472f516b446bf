import { signed } from '../gates/signed';
import { signFlipTest } from '../statistics/sign-flip-test';
import { tQuantile95 } from '../statistics/t-quantile';
import { itemsNeeded } from './items-needed';

/** What held-out items say of the way from a study's first baseline to its last: said once, and nothing follows from it. */
export interface HeldOutClaim {
  readonly claim: 'generalises' | 'certified-loss' | 'not-shown';
  readonly items: number;
  /** Mean accuracy of the last baseline minus the first's, in [-1, 1]. */
  readonly difference: number;
  /** 95 % interval with the items as units; null for fewer than two items. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Chance of so large a gain, and of so large a loss, had nothing changed. */
  readonly pGain: number;
  readonly pLoss: number;
  /** Items with which a difference like this would be shown in four of five studies; null where there is none. */
  readonly itemsNeeded: number | null;
  readonly sentence: string;
}

/** Passes per held-out item, in so many runs of one spec. */
export interface HeldOutRuns {
  readonly passesByItem: readonly number[];
  readonly runs: number;
}

const LEVEL = 0.05;

/**
 * Does what was found hold for items that never steered the search? The items are the units: more runs of the same few
 * items say nothing about other prompts.
 *
 * One exact sign-flip test per study, at 5 % on each side.
 */
export function heldOutClaim(first: HeldOutRuns, last: HeldOutRuns): HeldOutClaim {
  const items = first.passesByItem.length;
  // Both over a common denominator, so that the test adds up whole numbers.
  const counts = first.passesByItem.map(
    (passes, item) => (last.passesByItem[item] ?? 0) * first.runs - passes * last.runs,
  );
  const shares = counts.map((count) => count / (first.runs * last.runs));
  const difference = items === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / items;
  const pGain = signFlipTest(counts);
  const pLoss = signFlipTest(counts.map((count) => -count));
  const found = {
    claim: claimOf(pGain, pLoss),
    items,
    difference,
    interval: intervalOf(shares, difference),
    pGain,
    pLoss,
    itemsNeeded: itemsNeeded(difference, discordance(shares)),
  };
  return { ...found, sentence: sentenceOf(found) };
}

function claimOf(pGain: number, pLoss: number): HeldOutClaim['claim'] {
  if (pLoss <= LEVEL) return 'certified-loss';
  return pGain <= LEVEL ? 'generalises' : 'not-shown';
}

/** Mean squared difference: for items that are all right or all wrong, the share of those that changed. */
function discordance(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share * share, 0) / Math.max(1, shares.length);
}

/**
 * Student's t interval. Where all items moved alike it would have no width, as if a few items knew about all others;
 * it is then as wide as if one of them had moved by a whole item.
 */
function intervalOf(shares: readonly number[], mean: number): HeldOutClaim['interval'] {
  const items = shares.length;
  if (items < 2) return null;
  const spread = shares.reduce((sum, share) => sum + (share - mean) * (share - mean), 0);
  const squares = spread === 0 ? 1 : spread;
  const reach = tQuantile95(items - 1) * Math.sqrt(squares / (items - 1) / items);
  return { low: Math.max(-1, mean - reach), high: Math.min(1, mean + reach) };
}

function sentenceOf(found: Omit<HeldOutClaim, 'sentence'>): string {
  const { claim, items, difference, interval, pGain, pLoss } = found;
  const range = interval
    ? ` (95 % interval ${signed(interval.low)} to ${signed(interval.high)})`
    : '';
  const measured = `on ${items} held-out items accuracy moved by ${signed(difference)}${range}`;
  if (claim === 'certified-loss') {
    return `WARNING: ${measured}, a certain loss (p ${short(pLoss)}): what was found fits the suite's own items and makes others worse`;
  }
  if (claim === 'generalises') {
    return `${measured}: the gain holds beyond the items that steered the search (p ${short(pGain)})`;
  }
  const needed = found.itemsNeeded;
  const more =
    needed === null ? '' : `; to show a difference like this, about ${needed} are needed`;
  return `${measured}: too few items to say whether the gain holds beyond those that steered the search (p ${short(pGain)})${more}`;
}

function short(p: number): string {
  return String(Number(p.toPrecision(2)));
}
