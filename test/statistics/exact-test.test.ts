import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { exactTest, shuffledTest } from '../../src/statistics/exact-test';

const VECTORS = join(__dirname, '../../../shared/data/exact-test-vectors.json');
const described = existsSync(VECTORS) ? describe : describe.skip;

const runsOf = (passes: readonly number[], runs: number) => ({ passes, runs });

described('exactTest() against an independent implementation [needs ../shared/data]', () => {
  it('agrees with all 200 vectors', () => {
    const vectors: readonly { a: number[]; RA: number; b: number[]; RB: number; p: number }[] =
      JSON.parse(readFileSync(VECTORS, 'utf8'));
    expect(vectors).toHaveLength(200);
    for (const { a, RA, b, RB, p } of vectors) {
      const found = exactTest(runsOf(a, RA), runsOf(b, RB));
      expect(Math.abs(found - p) / p).toBeLessThan(1e-9);
    }
  });
});

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

  // R 4.2.2: mantelhaen.test(x, exact = TRUE, alternative = "greater")$p.value, a 2 x 2 table per item.
  it.each([
    { a: [7, 5, 0, 6, 3, 7], own: 7, b: [4, 5, 1, 2, 3, 6], other: 7, p: 0.05886287159351104 },
    { a: [3, 3, 1], own: 3, b: [9, 14, 4], other: 14, p: 0.3142301038062284 },
    {
      a: [10, 2, 7, 6, 2, 14, 9, 3, 7, 6],
      own: 14,
      b: [7, 1, 9, 6, 3, 10, 5, 4, 8, 7],
      other: 14,
      p: 0.2570222093973887,
    },
    {
      a: [25, 3, 28, 14, 20],
      own: 28,
      b: [21, 5, 27, 9, 11],
      other: 28,
      p: 0.007757678925502764,
    },
    { a: [2, 3, 1, 0], own: 7, b: [5, 4, 2, 3], other: 7, p: 0.995252655580886 },
  ])('agrees with R on $a of $own against $b of $other', ({ a, own, b, other, p }) => {
    expect(exactTest(runsOf(a, own), runsOf(b, other)) / p).toBeCloseTo(1, 10);
  });

  // SciPy 1.17.1: scipy.stats.fisher_exact([[6, 1], [2, 5]], 'greater').
  it('is Fisher’s exact test for a single item', () => {
    expect(exactTest(runsOf([6], 7), runsOf([2], 7))).toBeCloseTo(0.05128205128205127, 14);
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

  it('falls with an outcome more for the first spec and one less for the second', () => {
    fc.assert(
      fc.property(grid, ({ own, other, items }) => {
        const at = items.findIndex(([ours, theirs]) => ours < own && theirs > 0);
        fc.pre(at >= 0);
        const chance = (moved: number): number =>
          exactTest(
            runsOf(
              items.map(([ours], item) => ours + (item === at ? moved : 0)),
              own,
            ),
            runsOf(
              items.map(([, theirs], item) => theirs - (item === at ? moved : 0)),
              other,
            ),
          );
        expect(chance(1)).toBeLessThan(chance(0));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is the same with the specs exchanged and passes for failures', () => {
    fc.assert(
      fc.property(grid, ({ own, other, items }) => {
        const ours = items.map(([passes]) => passes);
        const theirs = items.map(([, passes]) => passes);
        const mirrored = exactTest(
          runsOf(
            theirs.map((passes) => other - passes),
            other,
          ),
          runsOf(
            ours.map((passes) => own - passes),
            own,
          ),
        );
        expect(mirrored).toBeCloseTo(exactTest(runsOf(ours, own), runsOf(theirs, other)), 12);
      }),
      { seed: 1, numRuns: 200 },
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
