import { fitsStrictMode } from '../../activities/models/strict-mode';

const city = { type: 'string' };
const closed = { type: 'object', additionalProperties: false } as const;

describe('fitsStrictMode()', () => {
  it('holds for closed objects whose every property is required', () => {
    const inner = { ...closed, properties: { city }, required: ['city'] };
    expect(fitsStrictMode(inner)).toBe(true);
    expect(fitsStrictMode({ ...closed, properties: { inner }, required: ['inner'] })).toBe(true);
  });

  it.each([
    ['an open object', { type: 'object', properties: { city }, required: ['city'] }],
    ['an optional property', { ...closed, properties: { city }, required: [] }],
    ['a list at the root', { type: 'array', items: city }],
    ['alternatives', { ...closed, properties: { a: { oneOf: [city] } }, required: ['a'] }],
    [
      'an open object deep down',
      {
        ...closed,
        properties: { list: { type: 'array', items: { type: 'object' } } },
        required: ['list'],
      },
    ],
  ])('does not hold for %s', (_, schema) => {
    expect(fitsStrictMode(schema)).toBe(false);
  });
});
