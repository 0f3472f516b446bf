import fc from 'fast-check';
import { withoutKey, withoutSecret } from '../../activities/models/without-key';

const key = 'sk-canary/7f+?=&"\\0123456789';

describe('a key that an endpoint repeats', () => {
  it.each([
    ['as it is', key],
    ['URL-encoded', encodeURIComponent(key)],
    ['URL-encoded in small letters', encodeURIComponent(key).toLowerCase()],
    ['in JSON', JSON.stringify(key)],
    ['in JSON of PHP', JSON.stringify(key).replaceAll('/', '\\/')],
    ['in base64', Buffer.from(key).toString('base64')],
    ['in base64 of a header', Buffer.from(`Bearer ${key}`).toString('base64')],
    ['in base64 of credentials', Buffer.from(`me:${key}`).toString('base64')],
    ['in base64url', Buffer.from(`${key}\n`).toString('base64url')],
  ])('is taken out %s', (_, echoed) => {
    const left = withoutSecret(`you sent ${echoed}, go away`, key);
    expect(left).toContain('[key]');
    expect(left).toMatch(/^you sent .*, go away$/);
    expect(left.length).toBeLessThan('you sent , go away'.length + 24);
  });

  it('is taken out of base64 wherever in the encoded text it stands', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const echoed = Buffer.from(`${before}${key}${after}`).toString('base64');
        return withoutSecret(echoed, key).includes('[key]');
      }),
    );
  });

  it('is left in answers where it is a word and no secret, and taken out of an error’s words', () => {
    expect(withoutSecret('ask ollama', 'ollama')).toBe('ask ollama');
    expect(withoutKey('bad key ollama', 'ollama')).toBe('bad key [key]');
  });
});
