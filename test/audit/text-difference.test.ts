import fc from 'fast-check';
import { textDifference } from '../../src/audit/text-difference';

describe('textDifference()', () => {
  it('counts lines and bytes from 1, in UTF-8', () => {
    expect(textDifference('für\nzwei\n', Buffer.from('für\nzwey\n'))).toEqual({
      at: 'line 2, byte 9',
      expected: '"für\\nzwei\\n"',
      found: '"für\\nzwey\\n"',
    });
  });

  it('tells a file that ends too early or too late', () => {
    expect(textDifference('ab', Buffer.from('a'))).toMatchObject({ found: 'the end of the file' });
    expect(textDifference('a', Buffer.from('ab'))).toMatchObject({
      expected: 'the end of the file',
    });
  });

  it('finds none exactly where the bytes are the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(textDifference(one, Buffer.from(one))).toBeNull();
        expect(textDifference(one, Buffer.from(other)) === null).toBe(one === other);
      }),
    );
  });
});
