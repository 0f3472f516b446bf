import {
  isNoisy,
  MAX_OUTSIDE,
  MAX_SCREENED,
  measuredOf,
  NO_SCREENING,
  runVariance,
  type Screening,
  screened,
  screeningRuns,
  withRuns,
} from '../../src/search/screening';
import { factorSpace } from '../../src/study/factor-space';
import { screeningOf, space } from '../support/a-search';
import { aSpec } from '../support/evaluation-summary';

describe('withRuns()', () => {
  it('adds up the runs of a spec, whenever they were made', () => {
    const memory = screeningOf([
      [{ retries: 2 }, 6],
      [{}, 5, 5],
      [{ retries: 2 }, 8, 7],
    ]);
    expect(screened(memory, space, aSpec({ retries: 2 }))).toEqual({ runs: 3, passes: 21 });
    expect(screened(memory, space, aSpec({ retries: 1 }))).toEqual({ runs: 2, passes: 10 });
    expect(screened(memory, space, aSpec({ variant: 'atomic' }))).toBeNull();
    expect(memory.specs).toHaveLength(2);
  });

  it('measures how runs of one spec differ as if they had come at once', () => {
    const once = screeningOf([[{}, 5, 7, 9, 4]]);
    const apart = screeningOf([
      [{}, 5, 7],
      [{}, 9],
      [{}, 4],
    ]);
    // Mean 6.25; squares 1.5625 + 0.5625 + 7.5625 + 5.0625 = 14.75, of 10 items: 0.1475.
    expect(once.spread.squares).toBeCloseTo(0.1475, 12);
    expect(apart.spread.squares).toBeCloseTo(0.1475, 12);
    expect([once.spread.degrees, apart.spread.degrees]).toEqual([3, 3]);
    // (4 x 0.1 / 10 + 0.1475) / (4 + 3)
    expect(runVariance(once)).toBeCloseTo(0.1875 / 7, 12);
  });

  it('remembers values that the space lacks, and keeps every place as it was', () => {
    const before = screeningOf([[{ timeoutSeconds: 240 }, 6]]);
    const repaired = aSpec({ warmup: 4, timeoutSeconds: 45 });
    const after = withRuns(before, space, { spec: repaired, items: 10, passesByRun: [9] });
    expect(screened(after, space, repaired)).toEqual({ runs: 1, passes: 9 });
    expect(screened(after, space, aSpec({ timeoutSeconds: 240 }))).toEqual({ runs: 1, passes: 6 });
    expect(measuredOf(after, space).varied).toContain(
      space.findIndex(({ factor }) => factor === 'warmup'),
    );
  });

  it('does not remember a spec with more values from outside than there is room for', () => {
    const full = Array.from({ length: MAX_OUTSIDE + 3 }, (_, place) => place).reduce<Screening>(
      (memory, place) =>
        withRuns(memory, space, {
          spec: aSpec({ warmup: 10 + place }),
          items: 10,
          passesByRun: [5],
        }),
      NO_SCREENING,
    );
    expect(full.outside).toHaveLength(MAX_OUTSIDE);
    expect(full.specs).toHaveLength(MAX_OUTSIDE);
  });

  it('starts afresh when the number of items changes', () => {
    const memory = withRuns(screeningOf([[{}, 5]]), space, {
      spec: aSpec({ retries: 2 }),
      items: 12,
      passesByRun: [6],
    });
    expect(screened(memory, space, aSpec())).toBeNull();
    expect(memory.items).toBe(12);
  });

  const wide = factorSpace(aSpec(), { warmup: Array.from({ length: 300 }, (_, place) => place) });
  const filled = (from: number, count: number, start: Screening = NO_SCREENING): Screening =>
    Array.from({ length: count }, (_, place) => from + place).reduce(
      (memory, warmup) =>
        withRuns(memory, wide, {
          spec: aSpec({ warmup }),
          items: 200,
          passesByRun: [100, 101, 102, 100, 101, 102, 100],
        }),
      start,
    );

  it('forgets the spec with the fewest runs, the oldest of these first', () => {
    const few = withRuns(filled(0, MAX_SCREENED - 2), wide, {
      spec: aSpec({ warmup: 250 }),
      items: 200,
      passesByRun: [120],
    });
    const fewer = withRuns(few, wide, {
      spec: aSpec({ warmup: 251 }),
      items: 200,
      passesByRun: [130],
    });
    const after = filled(200, 1, fewer);
    expect(after.specs).toHaveLength(MAX_SCREENED);
    expect(screened(after, wide, aSpec({ warmup: 250 }))).toBeNull();
    expect(screened(after, wide, aSpec({ warmup: 251 }))).not.toBeNull();
    expect(screened(after, wide, aSpec({ warmup: 200 }))).not.toBeNull();
    expect(screened(filled(201, 2, after), wide, aSpec({ warmup: 0 }))).toBeNull();
  });

  it('stays small: 150 specs of 200 items in 5 KiB of JSON that reads back as it was', () => {
    const text = JSON.stringify(filled(0, 300));
    expect(Buffer.byteLength(text)).toBeLessThan(5 * 1024);
    expect(JSON.parse(text)).toEqual(filled(0, 300));
  });
});

describe('screeningRuns()', () => {
  const quiet = screeningOf([[{}, 5, 5, 5, 5, 5, 5, 5]]);
  const noisy = screeningOf([[{}, 5, 7, 3, 6, 4, 8, 5]]);

  it('takes one run while the search is young or quiet, three in noise afterwards', () => {
    expect([isNoisy(quiet), isNoisy(noisy), isNoisy(NO_SCREENING)]).toEqual([false, true, false]);
    const young = { promotions: 0, cyclesWithoutPromotion: 5 };
    const dry = { promotions: 0, cyclesWithoutPromotion: 6 };
    const promoted = { promotions: 1, cyclesWithoutPromotion: 0 };
    expect([young, dry, promoted].map((search) => screeningRuns(noisy, search))).toEqual([1, 3, 3]);
    expect([young, dry, promoted].map((search) => screeningRuns(quiet, search))).toEqual([1, 1, 1]);
  });
});
