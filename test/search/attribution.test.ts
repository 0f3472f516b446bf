import { attribute } from '../../src/search/attribution';
import { aView, origin, screeningOf } from '../support/a-search';
import { aSpec } from '../support/evaluation-summary';

const screening = screeningOf([
  [{}, 5, 5, 5, 5, 5, 5, 5],
  [{ variant: 'atomic' }, 8, 8],
  [{ retries: 2 }, 5, 5],
  [{ timeoutSeconds: 240 }, 6, 6],
  [{ variant: 'atomic', retries: 2, timeoutSeconds: 240 }, 9, 9, 9, 9, 9, 9, 9],
]);
const view = aView({ screening });
const promoted = aSpec({ variant: 'atomic', retries: 2, timeoutSeconds: 240 });

describe('attribute()', () => {
  const { shares, whole, lines } = attribute(view, promoted, 0.4);

  it('names every change, and the shares add up to the whole', () => {
    expect(shares.map(({ change }) => change.factor)).toEqual([
      'variant',
      'timeoutSeconds',
      'retries',
    ]);
    expect(shares.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(whole.gain, 12);
    // Seven runs each of 0.5 and 0.9: the model believes most of it.
    expect(whole.gain).toBeGreaterThan(0.35);
    expect(whole.gain).toBeLessThan(0.42);
  });

  it('gives most to the change that was seen to help most, and says how sure it is', () => {
    const [variant, timeout, retries] = shares.map(({ gain }) => gain);
    expect(variant).toBeGreaterThan(timeout ?? 1);
    expect(timeout).toBeGreaterThan(retries ?? 1);
    for (const { sd } of shares) expect(sd).toBeGreaterThan(0);
    expect(lines[0]).toMatch(/^variant: native_api -> atomic, about \+0\.\d\d ± 0\.\d\d$/);
    expect(lines.at(-1)).toMatch(
      /^together about \+0\.\d\d ± 0\.\d\d by the model, \+0\.40 as measured$/,
    );
  });

  it('gives a single change all of it', () => {
    const single = attribute(view, aSpec({ variant: 'atomic' }), 0.3);
    expect(single.shares).toHaveLength(1);
    expect(single.shares[0]?.gain).toBeCloseTo(single.whole.gain, 12);
    expect(single.shares[0]?.sd).toBeCloseTo(single.whole.sd, 12);
  });

  it('shares equally what two changes of equal standing bring', () => {
    const both = aView({
      screening: screeningOf([
        [{}, 5, 5, 5, 5, 5, 5, 5],
        [{ variant: 'atomic', retries: 2 }, 9, 9, 9, 9, 9, 9, 9],
      ]),
    });
    const [one, other] = attribute(both, aSpec({ variant: 'atomic', retries: 2 }), 0.4).shares;
    expect(one?.gain).toBeCloseTo(other?.gain ?? 0, 12);
  });

  it('has nothing to say of the baseline itself', () => {
    expect(attribute(view, origin, 0).shares).toEqual([]);
  });
});
