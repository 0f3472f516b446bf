import { spentText } from '../../src/app/output/spent-text';

describe('what a study has spent, in words', () => {
  it('has no dollars where no model has prices', () => {
    expect(spentText({ runs: 9, tokens: 120, usd: 0 })).toBe('9 runs, 120 tokens');
  });

  it('has them where something was paid, or may be', () => {
    expect(spentText({ runs: 9, tokens: 120, usd: 0.456 })).toBe(
      '9 runs, 120 tokens, 0.46 US dollars',
    );
    const budget = { runs: 400, tokens: null, usd: 5 };
    expect(spentText({ runs: 9, tokens: 120, usd: 0 }, budget)).toBe(
      '9 of 400 runs, 120 tokens, 0.00 of 5 US dollars',
    );
  });
});
