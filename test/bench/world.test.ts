import { exportedWorld } from '../../bench/decisions/exported-world';
import { oneRun } from '../../bench/decisions/run-in-world';
import { makeWorld, type Noise, type WorldPlan } from '../../bench/decisions/world';
import { seededRandom } from '../../src/statistics/seeded-random';

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed + 1);
const world = (plan: Partial<WorldPlan>) =>
  makeWorld({ ground: 'additive', noise: 'strong', items: 12, seed: 1, ...plan });
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation of the accuracy of single runs of the start, pooled over worlds. */
function runSd(noise: Noise): number {
  const variances = SEEDS.map((seed) => {
    const here = world({ noise, seed });
    const rng = seededRandom(seed + 9999);
    const runs = Array.from({ length: 100 }, () => mean(oneRun(here, here.start, rng)));
    const middle = mean(runs);
    return mean(runs.map((accuracy) => (accuracy - middle) ** 2)) * (100 / 99);
  });
  return Math.sqrt(mean(variances));
}

describe('a simulated world', () => {
  // The levels of noise that the aims of the decisions are stated for, at 12 items.
  it.each([
    { noise: 'det', sd: 0, within: 1e-12 },
    { noise: 'mild', sd: 0.05, within: 0.004 },
    { noise: 'strong', sd: 0.12, within: 0.005 },
  ] as const)('has runs that vary by $sd where noise is $noise', ({ noise, sd, within }) => {
    expect(Math.abs(runSd(noise) - sd)).toBeLessThanOrEqual(within);
  });

  it('moves whole runs by 0.6 logits where they shift', () => {
    const { chances, ...rest } = world({ ground: 'equal', noise: 'shifts', items: 200 });
    // Every item passes with chance one half: a run's accuracy is then 1 / (1 + exp(-shift)), but for its items' noise.
    const even = { ...rest, chances: chances.map((each) => each.map(() => 0.5)) };
    const rng = seededRandom(3);
    const shifts = Array.from({ length: 4000 }, () => {
      const accuracy = mean(oneRun(even, even.start, rng));
      return Math.log(accuracy / (1 - accuracy));
    });
    const variance = mean(shifts.map((shift) => shift ** 2));
    // Items' noise adds 1 / (n p (1 - p)), averaged over the shifts: 0.02197 (SciPy 1.17.1, quad over the normal).
    expect(Math.abs(Math.sqrt(variance - 0.02197) - 0.6)).toBeLessThan(0.03);
  });

  it.each([
    { ground: 'unique', specs: 432 },
    { ground: 'additive', specs: 432 },
    { ground: 'interaction', specs: 432 },
    { ground: 'rugged', specs: 432 },
    { ground: 'large', specs: 10_000 },
  ] as const)('has $specs specs on $ground ground', ({ ground, specs }) => {
    expect(world({ ground }).truth).toHaveLength(specs);
  });

  it('has specs that are all the same on equal ground', () => {
    const { chances } = world({ ground: 'equal' });
    expect(new Set(chances.map((each) => each.join())).size).toBe(1);
  });

  it('starts at the best where it is told to', () => {
    const here = world({ startAtBest: true });
    const { start, best } = exportedWorld(here, { cell: 'additive strong 12', seed: 1 });
    expect(here.truth[start]).toBe(best);
    expect(here.truth[0]).toBeLessThan(best);
  });

  it('punishes each half of the interaction alone and rewards both', () => {
    const gains = SEEDS.map((seed) => {
      const plan = { noise: 'strong', seed } as const;
      const [with_, without] = [world({ ...plan, ground: 'interaction' }), world(plan)];
      const gain = (timeout: number, isolation: number): number => {
        const number = with_.space.reduce((place, { factor, values }) => {
          const own = { ...with_.start, timeoutSeconds: timeout, isolation }[factor];
          return place * values.length + values.indexOf(own);
        }, 0);
        return (with_.truth[number] ?? 0) - (without.truth[number] ?? 0);
      };
      return { timeout: gain(240, 0), isolation: gain(60, 1), both: gain(240, 1) };
    });
    expect(gains.every(({ timeout, isolation }) => timeout < 0 && isolation < 0)).toBe(true);
    expect(gains.every(({ both }) => both > 0)).toBe(true);
  });
});

describe('exportedWorld()', () => {
  it('numbers the specs as their space does', () => {
    const here = world({});
    const { specs, factors, chances } = exportedWorld(here, { cell: 'test', seed: 1 });
    expect(specs).toHaveLength(432);
    for (const [number, places] of specs.entries()) {
      const index = here.space.reduce((place, { factor, values }) => {
        const at = factors.findIndex((each) => each.factor === factor);
        return place * values.length + (at < 0 ? 0 : (places[at] ?? 0));
      }, 0);
      expect(index).toBe(number);
      expect(chances[number]).toEqual(Array.from(here.chances[number] ?? []));
    }
  });
});
