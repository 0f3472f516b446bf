import { suiteWarnings } from '../../src/suites/suite-warnings';

describe('what a suite leaves in the dark', () => {
  it('is restraint, where every item wants a call', () => {
    expect(suiteWarnings('a'.repeat(12), true)).toEqual([
      expect.stringContaining('no item where no call is due'),
    ]);
    expect(suiteWarnings(`${'a'.repeat(12)}r`, true)).toEqual([]);
  });

  it('is not restraint where there are no tools to call', () => {
    expect(suiteWarnings('a'.repeat(12), false)).toEqual([]);
  });

  it('counts what steers, and not what is held out', () => {
    expect(suiteWarnings(`ar${'A'.repeat(20)}`, true)).toEqual([
      expect.stringContaining('2 items that steer the search'),
    ]);
  });
});
