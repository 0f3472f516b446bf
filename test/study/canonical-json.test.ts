import fc from 'fast-check';
import { canonicalJson, canonicalJsonLines } from '../../src/canonical-json';
import { withoutUndefined } from '../../src/without-undefined';

const sample = { b: [1, { d: null, c: 'x' }], a: { '10': 1, '9': 2, é: 3, Z: 4 }, e: [], f: {} };

describe('canonicalJson()', () => {
  it('sorts keys by code unit, those that look like numbers too, and leaves no white space', () => {
    expect(canonicalJson(sample)).toBe(
      '{"a":{"10":1,"9":2,"Z":4,"é":3},"b":[1,{"c":"x","d":null}],"e":[],"f":{}}',
    );
  });

  it('leaves out undefined fields and keeps the place of undefined entries', () => {
    expect(canonicalJson({ a: undefined, b: [undefined, 1] })).toBe('{"b":[null,1]}');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, Symbol('s'), 1n])(
    'refuses %p, wherever it stands',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
      // Within a value, undefined is a field left out.
      const within = value === undefined ? { a: [Number.NaN] } : { a: [value] };
      expect(() => canonicalJson(within)).toThrow(TypeError);
    },
  );

  it('is the same text for the same value, in whatever order its fields were set', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('reads back as the value that was written, and writes that as the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        const read: unknown = JSON.parse(text);
        expect(canonicalJson(read)).toBe(text);
        // JSON has no -0.
        expect(read).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('canonicalJsonLines()', () => {
  it('is the same value in lines of two spaces, empty lists and objects closed at once', () => {
    expect(canonicalJsonLines({ b: [1, {}], a: [], c: { d: 'x' } })).toBe(
      '{\n  "a": [],\n  "b": [\n    1,\n    {}\n  ],\n  "c": {\n    "d": "x"\n  }\n}\n',
    );
  });

  it('holds what canonicalJson() holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(JSON.parse(canonicalJsonLines(value)))).toBe(canonicalJson(value));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('withoutUndefined()', () => {
  it('overwrites only what it means to change when it is spread over another object', () => {
    const change: { a?: number | undefined; b?: number | undefined } = { a: undefined, b: 0 };
    expect({ a: 1, b: 2, ...withoutUndefined(change) }).toEqual({ a: 1, b: 0 });
    expect(Object.keys(withoutUndefined(change))).toEqual(['b']);
  });
});

/** The same value, every object's fields set in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, reversed(field)]),
  );
}
