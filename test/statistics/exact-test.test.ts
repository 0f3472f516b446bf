import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { exactTest, shuffledTest } from '../../src/statistics/exact-test';

const VECTORS = join(__dirname, '../../../shared/data/exact-test-vectors.json');
const described = existsSync(VECTORS) ? describe : describe.skip;

const runsOf = (passes: readonly number[], runs: number) => ({ passes, runs });

described(
  'exactTest() against an independent implementation (recorded data beside the project)',
  () => {
    it('agrees with all 200 vectors', () => {
      const vectors: readonly { a: number[]; RA: number; b: number[]; RB: number; p: number }[] =
        JSON.parse(readFileSync(VECTORS, 'utf8'));
      expect(vectors).toHaveLength(200);
      for (const { a, RA, b, RB, p } of vectors) {
        const found = exactTest(runsOf(a, RA), runsOf(b, RB));
        expect(Math.abs(found - p) / p).toBeLessThan(1e-9);
      }
    });
  },
);

describe('exactTest()', () => {
  it('gives one item gained for certain in 7 runs of each the chance of one deal in C(14, 7)', () => {
    const candidate = runsOf([7, 7, 7, 7, 7, 0], 7);
    const baseline = runsOf([7, 7, 7, 7, 0, 0], 7);
    expect(exactTest(candidate, baseline)).toBeCloseTo(1 / 3432, 15);
  });

  // statistics.md 2e: p of one deterministic flip for (candidate, baseline) runs, by 1 / C(N, R_A).
  it.each([
    { own: 3, other: 3, p: 1 / 20 },
    { own: 5, other: 5, p: 1 / 252 },
    { own: 3, other: 14, p: 1 / 680 },
    { own: 7, other: 14, p: 1 / 116_280 },
    { own: 3, other: 28, p: 1 / 4495 },
  ])('gives $p for one item in $own against $other runs', ({ own, other, p }) => {
    expect(exactTest(runsOf([own], own), runsOf([0], other))).toBeCloseTo(p, 12);
  });

  // SciPy 1.17.1: scipy.stats.hypergeom(14, 9, 7).sf(6 - 1) for one item of 6 of 7 against 3 of 7.
  it('is the hypergeometric tail for a single item', () => {
    expect(exactTest(runsOf([6], 7), runsOf([3], 7))).toBeCloseTo(0.13286713286713286, 12);
  });

  it('says 1 where no item tells the specs apart', () => {
    expect(shuffledTest(runsOf([7, 0], 7), runsOf([7, 0], 7))).toEqual({
      statistic: 7,
      expected: 7,
      variance: 0,
      p: 1,
    });
  });

  it('stays close to the exact sum where it takes it for normal', () => {
    // 120 items can add up to more than 700 values. numpy 2.4 and SciPy 1.17.1, by convolving hypergeom(14, t, 7).pmf: 0.18453550.
    const own = Array.from({ length: 120 }, (_, item) => 3 + (item % 2));
    const other = Array.from({ length: 120 }, (_, item) => (item % 3 === 0 ? 4 : 3));
    expect(exactTest(runsOf(own, 7), runsOf(other, 7))).toBeCloseTo(0.18453550133250124, 3);
  });

  const grid = fc
    .record({ own: fc.integer({ min: 1, max: 4 }), other: fc.integer({ min: 1, max: 4 }) })
    .chain(({ own, other }) =>
      fc.record({
        own: fc.constant(own),
        other: fc.constant(other),
        items: fc.array(
          fc.tuple(fc.integer({ min: 0, max: own }), fc.integer({ min: 0, max: other })),
          { minLength: 1, maxLength: 3 },
        ),
      }),
    );

  it('equals the count of all deals, on small grids', () => {
    fc.assert(
      fc.property(grid, ({ own, other, items }) => {
        const found = exactTest(
          runsOf(
            items.map(([passes]) => passes),
            own,
          ),
          runsOf(
            items.map(([, passes]) => passes),
            other,
          ),
        );
        expect(found).toBeCloseTo(countedChance(items, own, other), 10);
      }),
      { numRuns: 200 },
    );
  });

  it('is never more sure of both sides together than of an even chance', () => {
    fc.assert(
      fc.property(grid, ({ own, other, items }) => {
        const ours = runsOf(
          items.map(([passes]) => passes),
          own,
        );
        const theirs = runsOf(
          items.map(([, passes]) => passes),
          other,
        );
        expect(exactTest(ours, theirs) + exactTest(theirs, ours)).toBeGreaterThanOrEqual(1 - 1e-9);
      }),
    );
  });
});

/** Every way to deal each item's passes to the runs, by brute force. */
function countedChance(
  items: readonly (readonly [number, number])[],
  own: number,
  other: number,
): number {
  const observed = items.reduce((sum, [passes]) => sum + passes, 0);
  let sums = new Map([[0, 1]]);
  for (const [ours, theirs] of items) {
    const next = new Map<number, number>();
    for (const dealt of dealsOf(own, other, ours + theirs)) {
      for (const [sum, ways] of sums) next.set(sum + dealt, (next.get(sum + dealt) ?? 0) + ways);
    }
    sums = next;
  }
  const all = [...sums.values()].reduce((sum, ways) => sum + ways, 0);
  const many = [...sums].reduce((sum, [value, ways]) => (value >= observed ? sum + ways : sum), 0);
  return many / all;
}

/** Per way to choose which of the runs pass: how many of them are ours. */
function dealsOf(own: number, other: number, passes: number): readonly number[] {
  const runs = own + other;
  return Array.from({ length: 2 ** runs }, (_, choice) => choice)
    .filter((choice) => ones(choice, runs) === passes)
    .map((choice) => ones(choice, own));
}

function ones(choice: number, places: number): number {
  return Array.from({ length: places }, (_, place) => (choice >> place) & 1).reduce(
    (sum, bit) => sum + bit,
    0,
  );
}
