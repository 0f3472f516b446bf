import { NO_SCORES, scored } from '../../src/history/rule-scores';
import { aRecommendation } from './study-events';

const base = aRecommendation({ rules: 2, predicted: 0.25 });

describe('scored()', () => {
  it('tells how often a rule was right, of what was verified', () => {
    const fates = [
      base,
      { ...base, state: 'trial' },
      { ...base, state: 'kept', measured: 0.3 },
      base,
      { ...base, state: 'undone', measured: -0.1 },
      base,
      { ...base, state: 'undone', measured: null },
      base,
      { ...base, state: 'superseded' },
    ] as const;
    const scores = fates.reduce((sum, each, place) => scored(sum, place + 1, each), NO_SCORES);
    expect(scores).toEqual({
      upTo: 9,
      byDiagnosis: {
        'cold-start': {
          proposed: 4,
          kept: 1,
          undone: 1,
          unverified: 1,
          superseded: 1,
          right: 0.5,
          predictedTotal: 0.5,
          measuredTotal: 0.2,
        },
      },
    });
  });

  it('counts no event twice', () => {
    const once = scored(NO_SCORES, 7, base);
    expect(scored(once, 7, base)).toBe(once);
    expect(scored(once, 3, base)).toBe(once);
  });

  it('keeps no score of the first rules', () => {
    const { rules: _, ...first } = base;
    expect(scored(NO_SCORES, 1, first)).toBe(NO_SCORES);
  });
});
