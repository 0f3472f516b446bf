import { parsePolicy } from '../../src/study/parse-policy';
import { DEFAULT_POLICY } from '../../src/study/study';

describe('parsePolicy()', () => {
  it('changes what it names and leaves the rest as it was', () => {
    const own = { ...DEFAULT_POLICY, runs: 5 };
    expect(parsePolicy({ minRestraint: 0.9 }, own)).toEqual({
      ok: true,
      value: { ...own, minRestraint: 0.9 },
    });
    expect(parsePolicy({ tieBreak: { metric: 'cost' } }, own)).toMatchObject({
      value: { tieBreak: { metric: 'cost', margin: 0.05, delta: 0.05 } },
    });
  });

  it('takes the policy of a study file', () => {
    const file = { study: 'lfm', policy: { alpha: 0.01 } };
    expect(parsePolicy(file, DEFAULT_POLICY)).toMatchObject({ value: { alpha: 0.01 } });
  });

  it('names a field that is none, and where it stands', () => {
    expect(parsePolicy({ minRestraintt: 0.9 }, DEFAULT_POLICY)).toMatchObject({
      ok: false,
      issues: [{ path: ['minRestraintt'] }],
    });
    expect(parsePolicy({ policy: { alpha: 2 } }, DEFAULT_POLICY)).toMatchObject({
      ok: false,
      issues: [{ path: ['policy', 'alpha'] }],
    });
  });
});
