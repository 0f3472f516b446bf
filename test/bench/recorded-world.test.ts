import { exportedWorld } from '../../bench/decisions/exported-world';
import { playRatchet } from '../../bench/decisions/players/ratchet';
import {
  GRID_MODEL,
  gridRuns,
  MEASURED_FACTORS,
  measuredSpec,
  runKey,
  SHARED_FACTORS,
} from '../../bench/decisions/real-grid/grid';
import type { Measurement } from '../../bench/decisions/real-grid/measurement';
import { recordedWorld, restraintOf } from '../../bench/decisions/real-grid/recorded-world';
import { lettersOfRun, oneRun } from '../../bench/decisions/run-in-world';
import { trueAccuracy } from '../../bench/decisions/world';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { seededRandom } from '../../src/statistics/seeded-random';

const KINDS = 'aaaarr';

/** Two runs of each drawn spec, one where nothing is drawn; `atomic` is best, `few_shot` calls where it should not. */
function measurements(): readonly Measurement[] {
  return gridRuns(2).map(({ spec, run }) => ({
    key: runKey({ spec, run }),
    spec: specId(spec),
    run,
    seed: 1,
    letters: lettersOf(spec, run),
    refused: null,
    answersSha256: '',
    longestCallMs: 1,
    calls: 6,
    seconds: 1,
    digest: null,
    suiteSha256: '',
  }));
}

function lettersOf({ variant, temperature }: Spec, run: number): string {
  if (variant === 'few_shot') return 'PPPPPO';
  if (variant === 'atomic') return temperature > 0 && run === 2 ? 'WPPPPP' : 'PPPPPP';
  return temperature > 0 && run === 2 ? 'PPWWPP' : 'WWWWPP';
}

const world = recordedWorld(measurements(), KINDS);
const start = world.start;

describe('the grid of a real model', () => {
  it('measures what changes an answer, and once only where nothing is drawn', () => {
    const combinations = MEASURED_FACTORS.variant.length * MEASURED_FACTORS.isolation.length;
    expect(gridRuns(3)).toHaveLength(combinations * (1 + 3));
    expect(new Set(gridRuns(3).map(runKey)).size).toBe(combinations * 4);
    expect(
      gridRuns(3)
        .slice(0, 2 * combinations)
        .every(({ run }) => run === 1),
    ).toBe(true);
  });

  it('gives specs that differ in shared factors alone the same runs', () => {
    const shared = SHARED_FACTORS.timeoutSeconds.length * 4;
    expect(world.truth).toHaveLength(gridRuns(1).length * shared);
    const other = { ...start, timeoutSeconds: 120, retries: 0, warmup: 1 };
    expect(trueAccuracy(world, other)).toBe(trueAccuracy(world, start));
    expect(specId(measuredSpec(other))).toBe(specId(measuredSpec(start)));
  });

  it('takes for the best only what shows restraint', () => {
    expect(restraintOf(['PPPPPO'], KINDS)).toBe(0.5);
    expect(world.best).toBe(1);
    const overCalling = trueAccuracy(world, { ...start, variant: 'few_shot' });
    expect(overCalling).toBeCloseTo(5 / 6, 12);
  });

  it('refuses to play where a spec was not measured', () => {
    expect(() => recordedWorld(measurements().slice(1), KINDS)).toThrow(
      new RegExp(`no run of ${GRID_MODEL}/atomic/native_api`, 'u'),
    );
  });
});

describe('a run that is drawn', () => {
  const rng = seededRandom(5);
  const drawn = (changes: Partial<Spec>): ReadonlySet<string> =>
    new Set(Array.from({ length: 200 }, () => lettersOfRun(world, { ...start, ...changes }, rng)));

  it('is the one that was measured, at temperature 0', () => {
    expect([...drawn({ variant: 'few_shot', isolation: 1 })]).toEqual(['PPPPPO']);
    expect(oneRun(world, { ...start, variant: 'few_shot' }, rng)).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it('is a whole run where the items shared a conversation', () => {
    expect(drawn({ temperature: 0.7, isolation: 0 })).toEqual(new Set(['WWWWPP', 'PPWWPP']));
  });

  it('is drawn item by item where they started afresh', () => {
    const rows = drawn({ temperature: 0.7, isolation: 1 });
    expect(rows).toEqual(new Set(['WWWWPP', 'PPWWPP', 'WPWWPP', 'PWWWPP']));
  });
});

describe('a study on the grid', () => {
  it('finds the best spec, and never promotes one without restraint', async () => {
    const policy = { strategy: 'screen' };
    const play = await playRatchet(world, { seed: 3, budget: 200, cycles: 60, policy });
    expect(play.standings.at(-1)?.accuracy).toBe(world.best);
    expect(play.passed.some(({ spec }) => spec.includes('/few_shot/'))).toBe(false);
  });

  it('is told to other programs with its runs', () => {
    const { recorded, chances } = exportedWorld(world, { cell: 'grid', seed: 1 });
    expect(recorded?.runs).toHaveLength(chances.length);
    expect(recorded?.runs[0]).toEqual([[0, 0, 0, 0, 1, 1]]);
    expect(recorded?.whole.filter(Boolean)).toHaveLength(chances.length / 2);
  });
});
