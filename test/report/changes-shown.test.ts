import { changeShown, changesShown } from '../../src/app/output/changes-shown';
import { aSpec } from '../support/evaluation-summary';

const BASELINE = aSpec({ timeoutSeconds: 60, warmup: 0 });
const GIVEN = {
  spec: aSpec({ timeoutSeconds: 30, warmup: 1 }),
  change: { factor: 'timeoutSeconds', from: 60, to: 30 },
} as const;

describe('what a candidate changes, as it is shown', () => {
  it('is every change of a candidate that was given as a patch of two factors', () => {
    expect(changesShown(GIVEN, BASELINE).map(changeShown)).toEqual([
      'timeoutSeconds: 60 → 30',
      'warmup: 0 → 1',
    ]);
  });

  it('is what the candidate says of itself, where no baseline is known', () => {
    expect(changesShown(GIVEN, undefined)).toEqual([GIVEN.change]);
  });
});
