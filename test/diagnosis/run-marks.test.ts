import fc from 'fast-check';
import { runMarks } from '../../src/diagnosis/run-marks';

describe('runMarks()', () => {
  it.each([
    { why: 'every run is as usual', passes: [4, 4, 4, 4, 4, 4, 4], items: 6, marks: 'PPPPPPP' },
    { why: 'every run is at 0', passes: [0, 0, 0, 0, 0, 0, 0], items: 6, marks: 'FFFFFFF' },
    {
      why: 'the first runs have nothing right',
      passes: [0, 0, 6, 6, 6, 6, 6],
      items: 6,
      marks: 'FFPPPPP',
    },
    {
      why: 'a run at 0 stands beside a run with one pass',
      passes: [0, 1, 0],
      items: 6,
      marks: 'FPF',
    },
    {
      why: 'half of the usual, far beyond chance',
      passes: [11, 11, 22, 22, 22],
      items: 46,
      marks: 'FFPPP',
    },
    {
      why: 'half of the usual, but chance could do it',
      passes: [2, 4, 4, 4, 4],
      items: 6,
      marks: 'PPPPP',
    },
    {
      why: 'just above half of the usual',
      passes: [12, 22, 22, 22, 22],
      items: 46,
      marks: 'PPPPP',
    },
    {
      why: 'all right is usual, so half of it has no chance in it',
      passes: [3, 6, 6, 6],
      items: 6,
      marks: 'FPPP',
    },
    { why: 'the usual lies between two runs', passes: [10, 20, 40, 40], items: 40, marks: 'FPPP' },
    { why: 'there is one run', passes: [3], items: 6, marks: 'P' },
    { why: 'there are none', passes: [], items: 6, marks: '' },
  ])('is $marks when $why', ({ passes, items, marks }) => {
    expect(runMarks(passes, items)).toBe(marks);
  });

  it('ties with half the median count as out of line only from 2.6 standard errors on', () => {
    // Half of 14 in 28: 7 missing, 2.6 * sqrt(28 / 4) = 6.88. Half of 12 in 24: 6 missing, 2.6 * sqrt(6) = 6.37.
    expect(runMarks([7, 14, 14, 14], 28)).toBe('FPPP');
    expect(runMarks([6, 12, 12, 12], 24)).toBe('PPPP');
  });

  it('marks a run by its passes alone, wherever it stands', () => {
    const runs = fc.array(fc.integer({ min: 0, max: 24 }), { minLength: 1, maxLength: 28 });
    fc.assert(
      fc.property(runs, (passes) => {
        const marked = (order: readonly number[]) =>
          runMarks(order, 24)
            .split('')
            .map((mark, run) => `${order[run]}${mark}`)
            .toSorted();
        expect(marked(passes.toReversed())).toEqual(marked(passes));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
