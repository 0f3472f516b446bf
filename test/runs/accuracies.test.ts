import {
  accuracyGain,
  accuracyVariance,
  actionAccuracy,
  meanAccuracy,
  medianAccuracy,
  restraint,
  runAccuracies,
} from '../../src/runs/accuracies';
import { aSummary, rowsOf, summaryOf } from '../support/evaluation-summary';

const summary = summaryOf(rowsOf([11, 11, 22, 22, 22, 22, 22], 46));

describe('accuracies', () => {
  it('tells the runs one by one, their mean and their middle', () => {
    expect(runAccuracies(summary)[0]).toBe(11 / 46);
    expect(meanAccuracy(summary)).toBe(132 / 322);
    expect(medianAccuracy(summary)).toBe(22 / 46);
  });

  // Python 3: statistics.pvariance([11/46]*2 + [22/46]*5) = 0.011670074457003974
  it('agrees with Python on the population variance', () => {
    expect(accuracyVariance(summary)).toBeCloseTo(0.011670074457003974, 15);
  });

  it('is null, not 0, where no item asks for a call or for restraint', () => {
    expect(actionAccuracy(aSummary({ action: { due: 0, right: 0 } }))).toBeNull();
    expect(restraint(aSummary({ restraint: { answered: 0, overCalled: 0 } }))).toBeNull();
  });

  it('counts the calls where none was due against the answers given there', () => {
    expect(restraint(aSummary({ restraint: { answered: 8, overCalled: 2 } }))).toBe(0.75);
    expect(actionAccuracy(aSummary({ action: { due: 28, right: 21 } }))).toBe(0.75);
  });
});

describe('accuracyGain()', () => {
  it.each([
    { ours: [5, 5, 5, 5, 5, 5, 5], theirs: [4, 4, 4, 4, 4, 4, 4], gain: 1 / 6 },
    { ours: [5, 5, 5], theirs: [4, 4, 4, 4, 4, 4, 4], gain: 1 / 6 },
    { ours: [4, 4, 4], theirs: [5, 5, 5], gain: -1 / 6 },
    { ours: [4, 4, 4], theirs: [4, 4, 4, 4, 4, 4, 4], gain: 0 },
  ])('is $gain, to the bit', ({ ours, theirs, gain }) => {
    expect(accuracyGain(summaryOf(rowsOf(ours, 6)), summaryOf(rowsOf(theirs, 6)))).toBe(gain);
  });
});
