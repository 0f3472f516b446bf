import { describeIssues } from '../src/input-issue';
import { printable } from '../src/printable';

describe('text from outside, for people', () => {
  it('is as it was but for control characters, which are written out', () => {
    expect(printable('a\u0000b\u001b[2J\u009b\n\tü🙂')).toBe('a\\u0000b\\u001b[2J\\u009b\n\tü🙂');
  });

  it('moves no cursor where it is the name of a field', () => {
    const issues = [{ path: ['\u001b]0;owned\u0007'], message: 'unknown field' }];
    expect(describeIssues(issues)).toBe('\\u001b]0;owned\\u0007: unknown field');
  });

  it('writes out what turns the direction of reading or is not seen', () => {
    expect(printable('a\u202egnp.exe\u2066 \u200bb\ufeff')).toBe(
      'a\\u202egnp.exe\\u2066 \\u200bb\\ufeff',
    );
    expect(printable('\u{1f468}\u200d\u{1f469} שלום')).toBe('\u{1f468}\u200d\u{1f469} שלום');
  });
});
