import { assumedNoise } from '../../src/calibration/assumed-noise';
import { type CalibrationPlan, calibrate, outlookOf } from '../../src/calibration/calibrate';
import { falsePromotions } from '../../src/calibration/false-promotions';
import { evidence } from '../../src/calibration/play-candidate';
import { ticketsOf } from '../../src/calibration/setting';
import { simulatedBatches } from '../../src/calibration/simulated-batch';
import { powerOfGain, smallestGains } from '../../src/calibration/smallest-gain';
import { itemPasses, runPasses, runsOf } from '../../src/runs/gate-evidence';
import { runSpread } from '../../src/statistics/dispersion';
import { seededRandom } from '../../src/statistics/seeded-random';
import { DEFAULT_POLICY } from '../../src/study/study';

const PLAN: CalibrationPlan = { seed: 1, runs: 7, studies: 20, progress: () => undefined };
const SETTING = { policy: DEFAULT_POLICY, seed: 1, plays: 200 };

describe('simulated runs', () => {
  it('vary as much as their items explain, and phi times as much where whole runs shift', () => {
    const spreadWith = (phi: number): number => {
      const noise = { chances: assumedNoise('strong', 50).chances, phi };
      const batches = simulatedBatches(noise, { runs: 700, maxVariance: 1, rng: seededRandom(5) });
      const found = evidence(batches);
      const { observed, explained } = runSpread({
        runs: runsOf(found),
        passes: itemPasses(batches),
        passesByRun: runPasses(batches),
      });
      return observed / explained;
    };
    // Of 700 runs the ratio has a standard error of sqrt(2/699), some 5 %.
    expect(Math.abs(spreadWith(1) - 1)).toBeLessThan(0.16);
    expect(Math.abs(spreadWith(3) / 3 - 1)).toBeLessThan(0.16);
  });

  it('add up by item and by run, however many they are', () => {
    const noise = assumedNoise('mild', 12);
    const batches = simulatedBatches(noise, { runs: 68, maxVariance: 1, rng: seededRandom(5) });
    const total = (values: readonly number[]): number =>
      values.reduce((sum, each) => sum + each, 0);
    expect(runsOf({ batches })).toBe(68);
    expect(total(itemPasses(batches))).toBe(total(runPasses(batches)));
  });
});

describe('the smallest improvement', () => {
  it('is one item at the first look where nothing varies: p = 1/3432 for seven runs each', () => {
    const find = smallestGains(assumedNoise('deterministic', 12), SETTING);
    expect(find({ strategy: 'gate-all', look: 0, chance: 0.95 })).toEqual({
      accuracy: 1 / 12,
      items: 1,
    });
  });

  it('shrinks with the looks, and grows with the chance that is asked for', () => {
    const find = smallestGains(assumedNoise('strong', 12), SETTING);
    const at = (look: number, chance: number): number =>
      find({ strategy: 'gate-all', look, chance })?.items ?? 12;
    expect(at(0, 0.8)).toBeGreaterThan(at(2, 0.8));
    expect(at(2, 0.95)).toBeGreaterThanOrEqual(at(2, 0.8));
  });

  it('is none where there is nothing to gain', () => {
    const find = smallestGains({ chances: [1, 1, 1], phi: 1 }, SETTING);
    expect(find({ strategy: 'screen', look: 2, chance: 0.8 })).toBeNull();
  });

  // The design note, 2e, from another implementation: gain .167 at this ticket within 28 runs, mild 1, strong .89.
  it.each([
    { level: 'mild', least: 0.97, most: 1 },
    { level: 'strong', least: 0.78, most: 0.97 },
  ] as const)('of two items in 12 is found as often as was measured, $level', (expected) => {
    const { promoted } = powerOfGain(assumedNoise(expected.level, 12), 2, SETTING)['gate-all'];
    expect(promoted[2]).toBeGreaterThanOrEqual(expected.least);
    expect(promoted[2]).toBeLessThanOrEqual(expected.most);
  });
});

describe('studies in which nothing is better', () => {
  it('promote almost nothing, where the seed by its plain gates promotes something in all of them', () => {
    const found = falsePromotions(assumedNoise('strong', 12), SETTING, 40);
    // At most 4 % of studies by their 64 tickets: more than 6 of 40 has a chance below 1 in 1000.
    expect(found.exact).toBeLessThanOrEqual(6);
    // The design note, section 1: identical specs have a strictly greater median 32 % of the time at this noise.
    expect(found.plainUnstable).toBe(40);
    expect(found.candidates).toBe(64);
  });

  it('have the tickets of the error budget', () => {
    // 0.05 x 0.8 in 64 and in 16 equal parts.
    expect(ticketsOf(DEFAULT_POLICY, 'gate-all').level).toBeCloseTo(0.000625, 12);
    expect(ticketsOf(DEFAULT_POLICY, 'screen').level).toBeCloseTo(0.0025, 12);
  });
});

describe('calibrate()', () => {
  it('says what more items and more runs would buy, the same for the same seed', () => {
    const noise = assumedNoise('mild', 6);
    const found = calibrate(noise, PLAN);
    expect(found.more.map(({ items, runs }) => [items, runs[0]])).toEqual([
      [6, 7],
      [12, 7],
      [24, 7],
      [6, 14],
    ]);
    const last = found.more.map(({ byStrategy }) => byStrategy['gate-all'][2]?.accuracy ?? 1);
    expect(last[1]).toBeLessThan(last[0] ?? 0);
    expect(calibrate(noise, PLAN)).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it('tells how far it is, part by part', () => {
    const told: string[] = [];
    calibrate(assumedNoise('deterministic', 6), {
      ...PLAN,
      progress: (done, of) => told.push(`${done}/${of}`),
    });
    expect(told).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
  });
});

describe('outlookOf()', () => {
  it('expects a second spec to be promoted that is always right where the first is always wrong', () => {
    const first = {
      runs: 7,
      passes: [7, 7, 7, 0, 0, 0],
      passesByRun: Array.from({ length: 7 }, () => 3),
    };
    const second = {
      runs: 7,
      passes: [7, 7, 7, 7, 7, 7],
      passesByRun: Array.from({ length: 7 }, () => 6),
    };
    const { gain, power } = outlookOf([first, second], PLAN);
    expect(gain).toBeGreaterThan(0.45);
    expect(power['gate-all'].promoted[0]).toBeGreaterThan(0.95);
    expect(outlookOf([second, first], PLAN).power['gate-all'].promoted).toEqual([0, 0, 0]);
  });
});
