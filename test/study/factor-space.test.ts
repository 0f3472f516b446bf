import fc from 'fast-check';
import { FACTORS, type Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { factorSpace, spaceSize, specIndex, withFactor } from '../../src/study/factor-space';
import { aSpec } from '../support/evaluation-summary';

const factors = {
  model: ['lfm', 'big'],
  variant: ['native_api', 'atomic', 'json_schema'],
  retries: [0, 1, 2],
  isolation: [0, 1],
  temperature: [0, 0.7],
};
const space = factorSpace(aSpec(), factors);

/** Every spec of the space. */
function everySpec(): readonly Spec[] {
  return space.reduce<readonly Spec[]>(
    (specs, { factor, values }) =>
      specs.flatMap((spec) => values.map((value) => withFactor(spec, factor, value))),
    [aSpec()],
  );
}

describe('factorSpace()', () => {
  it('has every factor, the baseline its own value first and each value once', () => {
    expect(space.map(({ factor }) => factor)).toEqual(FACTORS);
    expect(space.find(({ factor }) => factor === 'retries')?.values).toEqual([1, 0, 2]);
    expect(space.find(({ factor }) => factor === 'warmup')?.values).toEqual([0]);
  });

  it('is as large as the product of its values', () => {
    expect(spaceSize(space)).toBe(2 * 3 * 3 * 2 * 2);
  });
});

describe('specIndex()', () => {
  it('numbers the specs of a space from 0 on, each by a number of its own', () => {
    const indices = everySpec().map((spec) => specIndex(space, spec));
    expect(new Set(everySpec().map(specId)).size).toBe(72);
    expect(indices.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 72 }, (_, index) => index),
    );
  });

  it('gives the first baseline 0', () => {
    expect(specIndex(space, aSpec())).toBe(0);
  });

  it.each([{ retries: 3 }, { prompt: 'terse' }, { model: 'other' }, { temperature: 0.1 }])(
    'is null for %j, which the space does not hold',
    (patch) => {
      expect(specIndex(space, aSpec(patch))).toBeNull();
    },
  );

  it('maps one to one in any space', () => {
    const values = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 4 });
    fc.assert(
      fc.property(values, values, values, (retries, warmup, timeoutSeconds) => {
        const any = factorSpace(aSpec(), { retries, warmup, timeoutSeconds });
        const seen = new Set<number | null>();
        for (const r of [1, ...retries])
          for (const w of [0, ...warmup])
            for (const t of [60, ...timeoutSeconds])
              seen.add(specIndex(any, aSpec({ retries: r, warmup: w, timeoutSeconds: t })));
        expect(seen.has(null)).toBe(false);
        expect(seen.size).toBe(spaceSize(any));
        expect(Math.max(...[...seen].map(Number))).toBe(spaceSize(any) - 1);
      }),
      { seed: 1 },
    );
  });
});
