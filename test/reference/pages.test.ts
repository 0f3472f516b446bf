import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../../scripts/reference-of-schema';
import { referencePages } from '../../scripts/reference-pages';

const folder = join(__dirname, '../../docs/reference');

describe('docs/reference/', () => {
  it.each(referencePages())('$file is what the code says; else run: npm run reference', (page) => {
    expect(readFileSync(join(folder, page.file), 'utf8')).toBe(page.text);
  });

  it('has no page that nothing makes', () => {
    const made = referencePages().map(({ file }) => file);
    expect(readdirSync(folder).toSorted()).toEqual(made.toSorted());
  });

  it('tells fields within names of one’s own and within lists, and what must be there', () => {
    const rows = rowsOf({
      properties: {
        models: {
          additionalProperties: { properties: { slots: { type: 'integer', minimum: 1 } } },
        },
        items: { items: { properties: { 'a|b': { enum: ['x', 1], description: 'one\nor two' } } } },
      },
      required: ['items'],
    });
    expect(rows).toEqual([
      '| `models` |  | names with values |  |',
      '| `models.<name>.slots` |  | integer, at least 1 |  |',
      '| `items` | yes | list of anything |  |',
      '| `items[].a|b` |  | `x`, `1` | one or two |',
    ]);
  });
});
