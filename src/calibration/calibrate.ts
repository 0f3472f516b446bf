import type { GridTotals } from '../statistics/dispersion';
import { DEFAULT_POLICY, type Policy } from '../study/study';
import { type FalsePromotions, falsePromotions } from './false-promotions';
import { improvedThinly } from './improved';
import { accuracyOf, type Noise, noiseOf, runDeviation, unsureItems, withItems } from './noise';
import { type Power, powerOf } from './power';
import { runsOfLooks, type Setting, STRATEGIES, type Strategy, ticketsOf } from './setting';
import { type FindSmallest, powerOfGain, type Size, smallestGains } from './smallest-gain';

/** What a study on a suite could show, by simulation. */
export interface Calibration {
  readonly items: number;
  /** Of the baseline, in [0, 1]. */
  readonly accuracy: number;
  /** Standard deviation of the accuracy of one run. */
  readonly runDeviation: number;
  /** Items that are neither right nor wrong nearly always. */
  readonly unsureItems: number;
  /** By how much whole runs vary more than their items explain; 1: not shown to. */
  readonly phi: number;
  /** Runs of candidate and baseline at the three looks. */
  readonly runs: readonly number[];
  readonly tickets: Readonly<Record<Strategy, { readonly count: number; readonly level: number }>>;
  /** The smallest improvements that are promoted with these chances, by look; null: none is. */
  readonly smallest: readonly SmallestGains[];
  /** The same at the last look with a chance of 0.8 under gate-all, were it spread thinly over all items. */
  readonly smallestThin: Size | null;
  /** Studies in which no candidate is better. */
  readonly nothingToFind: FalsePromotions;
  /** Of a candidate that is better by the smallest improvement of gate-all at the last look; null where there is none. */
  readonly runsOfSmallest: number | null;
  /** What more items or more runs would buy; the suite as it is comes first. */
  readonly more: readonly More[];
}

export interface SmallestGains {
  readonly strategy: Strategy;
  /** Chance of a promotion. */
  readonly chance: number;
  readonly byLook: readonly (Size | null)[];
}

/** A larger suite, or more runs: the smallest improvements with a chance of 0.8. */
export interface More {
  readonly items: number;
  readonly runs: readonly number[];
  readonly byStrategy: Readonly<Record<Strategy, readonly (Size | null)[]>>;
}

export interface CalibrationPlan {
  readonly seed: number;
  /** Runs of a first look, in [3, 17]. */
  readonly runs: number;
  /** Studies played in which there is nothing to find. */
  readonly studies: number;
  /** Told after each of the parts. */
  readonly progress: (done: number, of: number) => void;
}

const CHANCES = [0.8, 0.95] as const;
const LAST_LOOK = 2;
/** Passes per item of a look's runs must fit into one character: see the study's policy. */
const MOST_RUNS = 17;
/** Larger suites would take minutes to simulate. */
const MOST_ITEMS = 800;
/** Calibrates by the runs of a pilot. */
export function calibratePilot(totals: GridTotals, plan: CalibrationPlan): Calibration {
  return calibrate(noiseOf(totals), plan);
}

/** Simulates studies on a suite with this noise. The same noise and seed give the same numbers on every machine. */
export function calibrate(noise: Noise, plan: CalibrationPlan): Calibration {
  const policy: Policy = { ...DEFAULT_POLICY, runs: plan.runs };
  const variants = largerOnes(noise, policy);
  const parts = variants.length + 2;
  const setting = settingFor(noise, policy, plan);
  const find = smallestGains(noise, setting);
  const smallest = STRATEGIES.flatMap((strategy) =>
    CHANCES.map((chance) => ({ strategy, chance, byLook: byLook(find, strategy, chance) })),
  );
  const smallestThin = findThin(noise, setting);
  const last = find({ strategy: 'gate-all', look: LAST_LOOK, chance: CHANCES[0] });
  plan.progress(1, parts);
  const more = variants.map((each, done) => {
    const found = moreOf(each, plan, each.noise === noise && each.policy === policy ? find : null);
    plan.progress(done + 2, parts);
    return found;
  });
  const nothingToFind = falsePromotions(noise, setting, plan.studies);
  plan.progress(parts, parts);
  return {
    ...described(noise, policy),
    smallest,
    smallestThin,
    nothingToFind,
    runsOfSmallest: last ? powerOfGain(noise, last.items, setting)['gate-all'].runs : null,
    more,
  };
}

function described(noise: Noise, policy: Policy) {
  return {
    items: noise.chances.length,
    accuracy: accuracyOf(noise),
    runDeviation: runDeviation(noise),
    unsureItems: unsureItems(noise),
    phi: noise.phi,
    runs: runsOfLooks(policy),
    tickets: { 'gate-all': ticketsOf(policy, 'gate-all'), screen: ticketsOf(policy, 'screen') },
  };
}

interface Variation {
  readonly noise: Noise;
  readonly policy: Policy;
}

/** The suite as it is, two and four times its items, and twice the runs: as far as they can be had. */
function largerOnes(noise: Noise, policy: Policy): readonly Variation[] {
  const larger = [2, 4].filter((times) => times * noise.chances.length <= MOST_ITEMS);
  const longer = 2 * policy.runs <= MOST_RUNS ? [{ ...policy, runs: 2 * policy.runs }] : [];
  return [
    { noise, policy },
    ...larger.map((times) => ({ noise: withItems(noise, times), policy })),
    ...longer.map((more) => ({ noise, policy: more })),
  ];
}

function moreOf(
  { noise, policy }: Variation,
  plan: CalibrationPlan,
  known: FindSmallest | null,
): More {
  const find = known ?? smallestGains(noise, settingFor(noise, policy, plan));
  return {
    items: noise.chances.length,
    runs: runsOfLooks(policy),
    byStrategy: {
      'gate-all': byLook(find, 'gate-all', CHANCES[0]),
      screen: byLook(find, 'screen', CHANCES[0]),
    },
  };
}

function byLook(find: FindSmallest, strategy: Strategy, chance: number): readonly (Size | null)[] {
  return [0, 1, 2].map((look) => find({ strategy, look, chance }));
}

/** Larger suites take longer to simulate, and their figures stray less. */
function settingFor({ chances }: Noise, policy: Policy, { seed }: CalibrationPlan): Setting {
  const items = chances.length;
  return { policy, seed, plays: items <= 30 ? 300 : items <= 60 ? 150 : 80 };
}

/** In quarters of an item: a thin improvement need not be whole items. */
function findThin(noise: Noise, setting: Setting): Size | null {
  const room = noise.chances.reduce((sum, chance) => sum + 1 - chance, 0);
  const reaches = (quarters: number): boolean =>
    (powerOf(noise, () => improvedThinly(noise, quarters / 4), setting)['gate-all'].promoted[
      LAST_LOOK
    ] ?? 0) >= CHANCES[0];
  let [low, high] = [0, Math.floor(4 * room * 0.98)];
  if (high < 1 || noise.chances.every(isCertain) || !reaches(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return { accuracy: high / 4 / noise.chances.length, items: high / 4 };
}

/** No odds move what never varies. */
function isCertain(chance: number): boolean {
  return chance === 0 || chance === 1;
}

/** What becomes of a second spec that was in the pilot, if its runs tell the truth about it. */
export function outlookOf(
  [baseline, second]: readonly [GridTotals, GridTotals],
  plan: CalibrationPlan,
): { readonly gain: number; readonly power: Readonly<Record<Strategy, Power>> } {
  const [ours, theirs] = [noiseOf(second), noiseOf(baseline)];
  const policy = { ...DEFAULT_POLICY, runs: plan.runs };
  return {
    gain: accuracyOf(ours) - accuracyOf(theirs),
    power: powerOf(theirs, () => ours, settingFor(theirs, policy, plan)),
  };
}
