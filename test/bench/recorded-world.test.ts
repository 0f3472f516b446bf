import { exportedWorld } from '../../bench/decisions/exported-world';
import { playRatchet } from '../../bench/decisions/players/ratchet';
import {
  GRID_MODEL,
  GRIDS,
  gridRuns,
  measuredSpec,
  runKey,
} from '../../bench/decisions/real-grid/grid';
import type { Measurement } from '../../bench/decisions/real-grid/measurement';
import { recordedWorld, restraintOf } from '../../bench/decisions/real-grid/recorded-world';
import { lettersOfRun, oneRun } from '../../bench/decisions/run-in-world';
import { everySpec, trueAccuracy, type World } from '../../bench/decisions/world';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { seededRandom } from '../../src/statistics/seeded-random';

const KINDS = 'aaaarr';

/** Two runs of each drawn spec, one where nothing is drawn; `json_schema` is best, `few_shot` calls where it should not. */
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
  if (variant === 'json_schema') return temperature > 0 && run === 2 ? 'WPPPPP' : 'PPPPPP';
  return temperature > 0 && run === 2 ? 'PPWWPP' : 'WWWWPP';
}

const worlds = GRIDS.map((grid) => recordedWorld(grid, measurements(), KINDS));
const [still, drawing] = worlds;
const [first] = GRIDS;
if (!first || !still || !drawing) throw new Error('two grids');

describe('the grid of a real model', () => {
  it('measures every combination once, and more often where answers are drawn', () => {
    // Six variants, in one conversation or not, at temperature 0; three at 0.7 where items start afresh.
    expect(gridRuns(1)).toHaveLength(6 * 2 + 3);
    expect(gridRuns(3)).toHaveLength(6 * 2 + 3 * 3);
    expect(new Set(gridRuns(3).map(runKey)).size).toBe(gridRuns(3).length);
    expect(gridRuns(3).slice(0, 15)).toEqual(gridRuns(1));
  });

  it.each(worlds)('gives specs that differ in shared factors alone the same runs', (world) => {
    const { start, space } = world;
    const measured = new Set(everySpec(space, start).map((spec) => specId(measuredSpec(spec))));
    expect(world.truth).toHaveLength(measured.size * 2 ** 3);
    const other = { ...start, timeoutSeconds: 120, retries: 0, warmup: 1 };
    expect(trueAccuracy(world, other)).toBe(trueAccuracy(world, start));
    expect(specId(measuredSpec(other))).toBe(specId(measuredSpec(start)));
  });

  it('takes for the best only what shows restraint', () => {
    expect(restraintOf(['PPPPPO'], KINDS)).toBe(0.5);
    expect(still.best).toBe(1);
    const overCalling = trueAccuracy(still, { ...still.start, variant: 'few_shot' });
    expect(overCalling).toBeCloseTo(5 / 6, 12);
  });

  it('refuses to play where a spec was not measured', () => {
    expect(() => recordedWorld(first, measurements().slice(1), KINDS)).toThrow(
      new RegExp(`no run of ${GRID_MODEL}/atomic/native_api`, 'u'),
    );
  });
});

describe('a run that is drawn', () => {
  const rng = seededRandom(5);
  const drawn = (world: World, changes: Partial<Spec>): ReadonlySet<string> =>
    new Set(
      Array.from({ length: 200 }, () => lettersOfRun(world, { ...world.start, ...changes }, rng)),
    );

  it('is the one that was measured, at temperature 0', () => {
    expect([...drawn(still, { variant: 'few_shot', isolation: 1 })]).toEqual(['PPPPPO']);
    expect(oneRun(still, { ...still.start, variant: 'few_shot' }, rng)).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it('is drawn item by item where they started afresh', () => {
    const rows = drawn(drawing, { temperature: 0.7 });
    expect(rows).toEqual(new Set(['WWWWPP', 'PPWWPP', 'WPWWPP', 'PWWWPP']));
  });

  it('is a whole run where the items shared a conversation', () => {
    const together = { ...drawing, start: { ...drawing.start, isolation: 0 } as const };
    const space = drawing.space.map((each) =>
      each.factor === 'isolation' ? { ...each, values: [0] } : each,
    );
    const rows = drawn({ ...together, space }, { temperature: 0.7 });
    expect(rows).toEqual(new Set(['WWWWPP', 'PPWWPP']));
  });
});

describe('a study on the grid', () => {
  it('finds the best spec, and never promotes one without restraint', async () => {
    const policy = { strategy: 'screen' };
    const play = await playRatchet(drawing, { seed: 3, budget: 200, cycles: 60, policy });
    expect(play.standings.at(-1)?.accuracy).toBe(drawing.best);
    expect(play.passed.some(({ spec }) => spec.includes('/few_shot/'))).toBe(false);
  });

  it('is told to other programs with its runs', () => {
    const { recorded, chances } = exportedWorld(still, { cell: 'grid', seed: 1 });
    expect(recorded?.runs).toHaveLength(chances.length);
    expect(recorded?.runs[0]).toEqual([[0, 0, 0, 0, 1, 1]]);
    expect(recorded?.whole.filter(Boolean)).toHaveLength(chances.length / 2);
  });
});
