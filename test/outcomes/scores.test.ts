import fc from 'fast-check';
import { OUTCOMES } from '../../src/outcomes/outcome';
import { scoresOf } from '../../src/outcomes/scores';

describe('scoresOf()', () => {
  it('gives a model that never calls anything a fine restraint and no action accuracy', () => {
    expect(scoresOf('NNNNPP', 'aaaarr')).toEqual({
      accuracy: 1 / 3,
      actionAccuracy: 0,
      restraint: 1,
      restraintAnswered: 2,
      overCalls: 0,
      counts: { P: 2, W: 0, A: 0, N: 4, O: 0, M: 0, T: 0 },
    });
  });

  it('lets a call where none was due alone lower restraint: unreadable is not one, timed out is no answer', () => {
    expect(scoresOf('POMT', 'rrrr')).toMatchObject({ restraint: 2 / 3, restraintAnswered: 3 });
  });

  it('has no restraint where every such item timed out', () => {
    expect(scoresOf('PTT', 'arr')).toMatchObject({ restraint: null, restraintAnswered: 0 });
  });

  it('has no restraint and no action accuracy where there are no such items', () => {
    expect(scoresOf('PW', 'aA').restraint).toBeNull();
    expect(scoresOf('PO', 'rR').actionAccuracy).toBeNull();
  });

  it('stays within 0 and 1, and counts every letter once', () => {
    const run = fc.array(
      fc.tuple(fc.constantFrom(...OUTCOMES), fc.constantFrom('a', 'r', 'A', 'R')),
      {
        minLength: 1,
        maxLength: 50,
      },
    );
    fc.assert(
      fc.property(run, (items) => {
        const scores = scoresOf(items.map(([o]) => o).join(''), items.map(([, k]) => k).join(''));
        for (const share of [scores.accuracy, scores.actionAccuracy ?? 0, scores.restraint ?? 0]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(Object.values(scores.counts).reduce((a, b) => a + b)).toBe(items.length);
      }),
      { seed: 5 },
    );
  });

  it.each([
    ['P', 'ar', 'Cannot score 1 letters by a mask of 2'],
    ['', '', 'Cannot score 0 letters'],
    ['X', 'a', 'Cannot score "X": expected one of PWANOMT'],
  ])('refuses the letters %j with the mask %j', (letters, mask, message) => {
    expect(() => scoresOf(letters, mask)).toThrow(message);
  });
});
