import { verificationSteps } from '../../src/enforcement/verification';
import { aSpec } from '../support/evaluation-summary';

const [old, trial] = [aSpec(), aSpec({ warmup: 3 })];
const order = (runs: number) =>
  verificationSteps({ old, trial }, runs, 'cold').map(({ spec }) => (spec === old ? 'old' : 'new'));

describe('verificationSteps()', () => {
  it('runs old, new, new, old, old, new', () => {
    expect(order(3)).toEqual(['old', 'new', 'new', 'old', 'old', 'new']);
  });

  it.each([1, 2, 3, 7, 28])('runs each of them %d times', (runs) => {
    expect(order(runs).filter((which) => which === 'old')).toHaveLength(runs);
    expect(order(runs).filter((which) => which === 'new')).toHaveLength(runs);
  });

  it('starts every run from the same state: unloaded for a cold start, else as fresh as can be', () => {
    const prepares = (from: 'cold' | 'fresh') =>
      new Set(verificationSteps({ old, trial }, 3, from).map(({ prepare }) => prepare));
    expect(prepares('cold')).toEqual(new Set(['unload']));
    expect(prepares('fresh')).toEqual(new Set(['fresh']));
  });
});
