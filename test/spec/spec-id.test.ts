import fc from 'fast-check';
import type { Spec } from '../../src/spec/spec';
import { withPatch } from '../../src/spec/spec';
import { sameSpec, specId } from '../../src/spec/spec-id';
import { aSpec } from '../support/evaluation-summary';

describe('specId()', () => {
  it('is canonical text with the parts that every spec has', () => {
    expect(specId(aSpec())).toBe('lfm/atomic/native_api/t60/r1/i0/w0/T0');
  });

  it('adds prompt and params only where they are not the default', () => {
    expect(specId(aSpec({ prompt: 'terse', params: 'small', temperature: 0.7 }))).toBe(
      'lfm/atomic/native_api/t60/r1/i0/w0/T0.7/prompt=terse/params=small',
    );
  });

  it('differs exactly where the specs differ', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (left, right) => {
        const equal = JSON.stringify(left) === JSON.stringify(right);
        expect(sameSpec(left, right)).toBe(equal);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe('withPatch()', () => {
  it('changes what the patch names and leaves the original as it was', () => {
    const spec = aSpec();
    expect(withPatch(spec, { warmup: 3 })).toEqual({ ...aSpec(), warmup: 3 });
    expect(spec).toEqual(aSpec());
  });
});

const names = fc.constantFrom('default', 'a', 'b', 'i0', 'w1');
const anySpec: fc.Arbitrary<Spec> = fc.record({
  model: fc.constantFrom('a', 'b', 'a-b'),
  phase: fc.constantFrom('a', 'b'),
  variant: fc.constantFrom('atomic', 'native_api'),
  timeoutSeconds: fc.constantFrom(0.5, 60),
  retries: fc.constantFrom(0, 1),
  isolation: fc.constantFrom(0, 1),
  warmup: fc.constantFrom(0, 1),
  temperature: fc.constantFrom(0, 0.5),
  prompt: names,
  params: names,
});
