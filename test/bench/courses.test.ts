import { courseFigures } from '../../bench/decisions/course-figures';
import { HoldBook } from '../../bench/decisions/hold-book';
import { firstAtBest, gapAfter, isAtBestAfter } from '../../bench/decisions/players/standing';

const course = {
  best: 0.9,
  standings: [
    { runs: 0, accuracy: 0.5 },
    { runs: 40, accuracy: 0.895 },
    { runs: 90, accuracy: 0.7 },
  ],
};

describe('a course', () => {
  it('is at the best from the run on at which it first is within 0.01 of it', () => {
    expect(firstAtBest(course)).toBe(40);
    expect([39, 40, 89].map((runs) => isAtBestAfter(course, runs))).toEqual([false, true, true]);
  });

  it('is no longer there when it stands for another spec', () => {
    expect(isAtBestAfter(course, 100)).toBe(false);
    expect(gapAfter(course, 100)).toBeCloseTo(0.2);
  });

  it('says nothing about runs that it did not have', () => {
    const figures = courseFigures([course], 100);
    expect(figures).toMatchObject({ 'best after 100': 0, 'best after 300': null });
    expect(figures['curve']).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 0, 0]);
  });
});

describe('HoldBook', () => {
  const hold = { verdict: 'HOLD', reason: 'better but not proven' } as const;
  const reject = { verdict: 'REJECT', reason: 'regression: worse by 0.1' } as const;

  it('counts a candidate once, however many looks it waits for', () => {
    const book = new HoldBook();
    book.decided('variant-atomic', hold);
    book.decided('variant-atomic', hold);
    book.decided('variant-atomic', reject);
    expect(book.counts).toEqual({ opened: 1, decided: 1, ranOut: 0, superseded: 0 });
  });

  it('counts a hold that a new baseline made void as superseded, never as decided', () => {
    const book = new HoldBook();
    book.decided('variant-atomic', hold);
    book.decided('retries-2', reject);
    book.baselineChanged();
    book.decided('variant-atomic', reject);
    expect(book.counts).toEqual({ opened: 1, decided: 0, ranOut: 0, superseded: 1 });
  });

  it('does not call a hold decided whose runs ran out', () => {
    const book = new HoldBook();
    book.decided('variant-atomic', hold);
    book.decided('variant-atomic', { ...reject, reason: 'not proven within the run budget: +0.1' });
    expect(book.counts).toEqual({ opened: 1, decided: 0, ranOut: 1, superseded: 0 });
  });
});
