import { createSchemaCheck } from '../../activities/suites/schema-check';

const breaks = (pattern: string, text: string): boolean =>
  createSchemaCheck([
    {
      name: 'note',
      description: '',
      parameters: { type: 'object', properties: { text: { type: 'string', pattern } } },
    },
  ])({ tool: 'note', arguments: { text } });

describe('a pattern in the schema of a tool', () => {
  it('is found anywhere in the text, unless it says otherwise', () => {
    expect(breaks('b+', 'abc')).toBe(false);
    expect(breaks('^b+$', 'abc')).toBe(true);
    expect(breaks('^\\p{Lu}\\w*$', 'Ärgér')).toBe(true);
    expect(breaks('^\\p{Lu}\\p{L}*$', 'Ärgér')).toBe(false);
  });

  it('cannot be made slow by the answer of a model', () => {
    // JavaScript's own engine would take years.
    expect(breaks('^(a+)+$', `${'a'.repeat(100_000)}!`)).toBe(true);
  });

  it('may look around, as tools that exist do', () => {
    expect(breaks('^(?=.*\\d).{4,}$', 'abc1')).toBe(false);
    expect(breaks('^(?=.*\\d).{4,}$', 'abcd')).toBe(true);
  });
});
