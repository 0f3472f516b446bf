import { createSchemaReader } from '../../../activities/suites/schema-reader';
import { entryOfBfcl } from '../../../src/suites/import/bfcl-entry';
import type { Entry } from '../../../src/suites/import/entry';
import { packEntries } from '../../../src/suites/import/pack-entries';
import { parseSuite } from '../../../src/suites/parse-suite';

const reader = createSchemaReader();

const book = {
  name: 'rooms.book',
  description: 'Books a room.',
  parameters: {
    type: 'dict',
    properties: {
      room: { type: 'string' },
      hours: { type: 'float' },
      guests: { type: 'array', items: { type: 'dict', properties: { name: { type: 'string' } } } },
    },
    required: ['room'],
  },
};

const asked = (id: string, content: string, tool: object = book): object => ({
  id,
  question: [[{ role: 'user', content }]],
  function: [tool],
});

const answered = (id: string, given: object): object => ({
  id,
  ground_truth: [{ 'rooms.book': given }],
});

function carry(question: object, answer: unknown): ReturnType<typeof entryOfBfcl> {
  return entryOfBfcl({ at: 'q.json:1', question, answer }, reader);
}

function entry(question: object, answer: unknown = null): Entry {
  const carried = carry(question, answer);
  if (!carried.ok) throw new Error(carried.notCarried.why);
  return carried.entry;
}

describe('an entry of BFCL', () => {
  it('becomes an item with names, types and alternatives of a suite', () => {
    const { item, tools } = entry(
      asked('simple_1', 'Book the attic or the loft for Ada.'),
      answered('simple_1', { room: ['attic', 'loft'], hours: [2, ''], guests: [[{ name: ['Ada', 'ada'] }], ''] }),
    );
    expect(tools[0]).toMatchObject({
      name: 'rooms_book',
      parameters: { type: 'object', properties: { hours: { type: 'number' } } },
    });
    expect(item).toMatchObject({
      id: 'simple-1',
      expect: {
        calls: [
          {
            tool: 'rooms_book',
            arguments: {
              room: { oneOf: ['attic', 'loft'] },
              hours: { optional: { equals: 2 } },
              guests: { optional: { oneOf: [[{ name: 'Ada' }], [{ name: 'ada' }]] } },
            },
          },
        ],
      },
    });
  });

  it('is a restraint item where no call is due', () => {
    expect(entry(asked('irrelevance_1', 'Good morning.')).item.expect).toBe('none');
  });

  it.each([
    ['a value of another type', answered('a', { room: [7] }), /does not fit the schema/],
    ['no answer', undefined, /no line for it/],
    ['another form of answer', { id: 'a', ground_truth: ['book(attic)'] }, /not of the form/],
  ])('is not carried over with %s', (_, answer, why) => {
    const carried = carry(asked('a', 'Book the attic.'), answer);
    expect(carried).toMatchObject({
      ok: false,
      notCarried: { at: 'q.json:1', what: 'a', why: expect.stringMatching(why) },
    });
  });

  it('is not carried over with several turns', () => {
    const turn = [{ role: 'user', content: 'Hello.' }];
    const carried = carry({ id: 'm', question: [turn, turn], function: [book] }, null);
    expect(carried).toMatchObject({ ok: false, notCarried: { why: expect.stringMatching(/several turns/) } });
  });
});

describe('entries in suites', () => {
  it('come into another suite where a tool means something else or a prompt comes twice', () => {
    const other = { ...book, description: 'Sells a book.' };
    const entries = [
      entry(asked('a', 'Hello.')),
      entry(asked('b', 'Good evening.', other)),
      entry(asked('c', 'hello.')),
      entry(asked('d', 'Good night.')),
    ];
    const suites = packEntries(entries, { name: 'rooms', heldOutEvery: 2, mostTools: 20 });
    expect(suites.map(({ name }) => name)).toEqual(['rooms', 'rooms-2', 'rooms-3']);
    expect(suites[0]).toMatchObject({ items: [{ id: 'a' }], heldOut: [{ id: 'd' }] });
    for (const suite of suites) expect(parseSuite(suite, reader)).toMatchObject({ ok: true });
  });
});
