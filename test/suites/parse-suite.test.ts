import { createSchemaReader } from '../../activities/suites/schema-reader';
import { describeIssues } from '../../src/input-issue';
import { parseSuite } from '../../src/suites/parse-suite';
import type { Suite } from '../../src/suites/suite';
import { anItem, aSuiteFile } from './a-suite-file';

function read(file: unknown): Suite {
  const parsed = parseSuite(file, createSchemaReader());
  if (!parsed.ok) throw new Error(describeIssues(parsed.issues));
  return parsed.value;
}

function issuesOf(file: unknown): string {
  const parsed = parseSuite(file, createSchemaReader());
  return parsed.ok ? '' : describeIssues(parsed.issues);
}

const withCall = (call: unknown) => aSuiteFile({ items: [anItem('one', { calls: [call] })] });

describe('parseSuite()', () => {
  it('writes out the short forms', () => {
    const call = {
      tool: 'get_weather',
      arguments: { city: { oneOf: ['Rome', 'Roma'] }, day: { any: true } },
    };
    expect(read(withCall(call)).items).toEqual([
      {
        id: 'one',
        messages: [{ role: 'user', content: 'The prompt of one' }],
        expect: {
          order: 'any',
          calls: [
            {
              tool: 'get_weather',
              arguments: {
                city: { kind: 'oneOf', values: ['Rome', 'Roma'] },
                day: { kind: 'any' },
              },
            },
          ],
        },
        tags: [],
        heldOut: false,
      },
    ]);
  });

  it.each([
    { written: 'Lisbon', read: { kind: 'equals', value: 'Lisbon' } },
    { written: ['a', 'b'], read: { kind: 'equals', value: ['a', 'b'] } },
    { written: { lat: 1, lon: 2 }, read: { kind: 'equals', value: { lat: 1, lon: 2 } } },
    { written: { any: true, b: 1 }, read: { kind: 'equals', value: { any: true, b: 1 } } },
    { written: { equals: { any: true } }, read: { kind: 'equals', value: { any: true } } },
    { written: { equals: null }, read: { kind: 'equals', value: null } },
    { written: { only: 1 }, read: { kind: 'equals', value: { only: 1 } } },
  ])('reads the argument $written as $read', ({ written, read: expected }) => {
    const tools = [
      {
        name: 'f',
        description: 'Takes anything',
        parameters: { type: 'object', properties: { x: {} } },
      },
    ];
    const items = [anItem('one', { calls: [{ tool: 'f', arguments: { x: written } }] })];
    expect(read(aSuiteFile({ tools, items })).items[0]?.expect.calls[0]?.arguments['x']).toEqual(
      expected,
    );
  });

  it('puts the items of the held-out section after the others', () => {
    const suite = read(
      aSuiteFile({
        items: [anItem('early', 'none', { heldOut: true }), anItem('steers', 'none')],
        heldOut: [anItem('late', 'none')],
      }),
    );
    expect(suite.items.map(({ id, heldOut }) => [id, heldOut])).toEqual([
      ['early', true],
      ['steers', false],
      ['late', true],
    ]);
  });

  it('takes whole conversations', () => {
    const messages = [
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'Rain?' },
    ];
    const file = aSuiteFile({ items: [{ id: 'one', messages, expect: 'none' }] });
    expect(read(file).items[0]?.messages).toEqual(messages);
  });

  it('survives the trip through JSON', () => {
    const suite = read(aSuiteFile());
    expect(JSON.parse(JSON.stringify(suite))).toEqual(suite);
  });

  it('needs tools unless every item expects an answer in words', () => {
    expect(issuesOf({ name: 'x', items: [anItem('one', 'none')] })).toBe(
      'tools: expected at least one tool, or an expect: with an answer: in every item',
    );
    expect(issuesOf({ name: 'x', items: [anItem('one', { answer: 'yes' })] })).toBe('');
  });

  it.each<[object, string]>([
    [{}, 'items[0].expect: expected calls: with a list of calls, or answer: with what the model must say'],
    [{ answer: {} }, 'items[0].expect.answer: expected exactly one of equals, contains, matches, schema, scorer'],
    [{ answer: { contians: 'x' } }, 'items[0].expect.answer.contians: unknown field; did you mean "contains"?'],
    [{ answer: { scorer: 'own.py' } }, 'items[0].expect.answer.scorer: expected the path of a TypeScript or JavaScript file, such as ./politeness.ts'],
    [{ answer: { schema: { type: 'text' } } }, 'items[0].expect.answer.schema: not a usable JSON Schema: '],
  ])('names what is wrong with the expectation %j', (expectation, issue) => {
    expect(issuesOf(aSuiteFile({ items: [anItem('one', expectation)] }))).toContain(issue);
  });

  it('names what is wrong with a scripted result', () => {
    const results = [
      { tool: 'get_wether', result: 1 },
      { tool: 'get_weather', arguments: { citi: 'Rome' }, result: 1 },
    ];
    const issues = issuesOf(aSuiteFile({ items: [anItem('one', 'none', { results })] }));
    expect(issues).toContain('items[0].results[0].tool: no tool is called "get_wether"; did you mean "get_weather"?');
    expect(issues).toContain('items[0].results[1].arguments.citi: get_weather has no argument "citi"; did you mean "city"?');
  });

  it('names every bad field at once', () => {
    const file = { nmae: 'x', tools: [], items: 'none' };
    expect(issuesOf(file)).toBe(
      [
        'name: expected a text, but the field is missing',
        'items: expected a list, found the text "none"',
        'nmae: unknown field; did you mean "name"?',
      ].join('\n'),
    );
  });

  it.each([
    {
      wrong: 'a document that is a list',
      file: [],
      says: '(document): expected an object with named fields, found an empty list',
    },
    {
      wrong: 'an expectation that is neither',
      file: aSuiteFile({ items: [anItem('one', 'nothing')] }),
      says: 'items[0].expect: expected "none", calls: with a list of calls, or answer:, found the text "nothing"',
    },
    {
      wrong: 'a misspelt field of an expectation',
      file: aSuiteFile({ items: [anItem('one', { calls: [{ tool: 'set_timer', args: {} }] })] }),
      says: 'items[0].expect.calls[0].args: unknown field; the fields here are tool, arguments',
    },
    {
      wrong: 'an empty list of calls',
      file: aSuiteFile({ items: [anItem('one', { calls: [] })] }),
      says: 'items[0].expect.calls: expected at least one call; where none is due, write expect: none',
    },
    {
      wrong: 'an unknown order',
      file: aSuiteFile({
        items: [anItem('one', { calls: [{ tool: 'get_weather' }], order: 'gven' })],
      }),
      says: 'items[0].expect.order: expected "given" or "any", found the text "gven"; did you mean "given"?',
    },
    {
      wrong: 'an id with capitals',
      file: aSuiteFile({ items: [anItem('One', 'none')] }),
      says: 'items[0].id: expected 1 to 64 small letters, digits and hyphens',
    },
    {
      wrong: 'any: false',
      file: withCall({ tool: 'get_weather', arguments: { city: { any: false } } }),
      says: 'items[0].expect.calls[0].arguments.city: expected any: true, found the boolean false',
    },
    {
      wrong: 'oneOf of nothing',
      file: withCall({ tool: 'get_weather', arguments: { city: { oneOf: [] } } }),
      says: 'items[0].expect.calls[0].arguments.city: expected oneOf: with a list of at least one value, found an empty list',
    },
    {
      wrong: 'a tool called none',
      file: aSuiteFile({
        tools: [{ name: 'None', description: 'x', parameters: { type: 'object' } }],
      }),
      says: 'tools[0].name: a tool cannot be called "none": variants use the word for "no tool is needed"',
    },
    {
      wrong: 'an empty prompt',
      file: aSuiteFile({ items: [anItem('one', 'none', { prompt: ' ' })] }),
      says: 'items[0].prompt: must not be empty',
    },
    {
      wrong: 'a message that is too long',
      file: aSuiteFile({ items: [anItem('one', 'none', { prompt: 'x'.repeat(20_001) })] }),
      says: 'items[0].prompt: at most 20000 characters are allowed',
    },
    {
      wrong: 'more than a thousand items',
      file: aSuiteFile({ items: Array.from({ length: 1_001 }, (_, n) => anItem(`i${n}`, 'none')) }),
      says: 'items: at most 1000 items are allowed',
    },
  ])('refuses $wrong', ({ file, says }) => {
    expect(issuesOf(file)).toBe(says);
  });

  it.each([
    {
      wrong: 'a suite without items',
      file: aSuiteFile({ items: [] }),
      says: 'items: expected at least one item that is not held out',
    },
    {
      wrong: 'a suite with held-out items alone',
      file: aSuiteFile({ items: [], heldOut: [anItem('one', 'none')] }),
      says: 'items: expected at least one item that is not held out',
    },
    {
      wrong: 'an id used twice',
      file: aSuiteFile({ heldOut: [anItem('rain', 'none')] }),
      says: 'heldOut[0].id: "rain" is already the id of another item; ids must differ',
    },
    {
      wrong: 'the same prompt twice',
      file: aSuiteFile({ heldOut: [anItem('new', 'none', { prompt: '  the PROMPT of rain. ' })] }),
      says: 'heldOut[0]: asks the same as item "rain"; leave one of them out',
    },
    {
      wrong: 'an item that asks nothing',
      file: aSuiteFile({ items: [{ id: 'one', expect: 'none' }] }),
      says: 'items[0]: expected prompt: with a text, or messages: with a list',
    },
    {
      wrong: 'an item that asks in both ways',
      file: aSuiteFile({ items: [anItem('one', 'none', { messages: [] })] }),
      says: 'items[0]: has both prompt: and messages:; leave one of them out',
    },
    {
      wrong: 'a conversation that the assistant ends',
      file: aSuiteFile({
        items: [{ id: 'one', messages: [{ role: 'assistant', content: 'Hello' }], expect: 'none' }],
      }),
      says: 'items[0].messages: the last message must be of role user',
    },
    {
      wrong: 'a held-out item that says it is not',
      file: aSuiteFile({ heldOut: [anItem('one', 'none', { heldOut: false })] }),
      says: 'heldOut[0].heldOut: items of this section are held out; move the item to items: to let it steer',
    },
    {
      wrong: 'an unknown tool',
      file: withCall({ tool: 'get_wether' }),
      says: 'items[0].expect.calls[0].tool: no tool is called "get_wether"; did you mean "get_weather"?',
    },
    {
      wrong: 'a tool like no other',
      file: withCall({ tool: 'xyz' }),
      says: 'items[0].expect.calls[0].tool: no tool is called "xyz"; the tools are get_weather, set_timer',
    },
    {
      wrong: 'an argument that is missing',
      file: withCall({ tool: 'get_weather' }),
      says: 'items[0].expect.calls[0].arguments: "city" is missing, and get_weather requires it; where its value does not matter, expect city: {any: true}',
    },
    {
      wrong: 'an unknown argument',
      file: withCall({ tool: 'get_weather', arguments: { city: 'Rome', dya: 'today' } }),
      says: 'items[0].expect.calls[0].arguments.dya: get_weather has no argument "dya"; its arguments are city, day',
    },
    {
      wrong: 'a value of the wrong type',
      file: withCall({ tool: 'set_timer', arguments: { minutes: '5' } }),
      says: 'items[0].expect.calls[0].arguments.minutes: "5" does not fit the schema of set_timer: must be integer',
    },
    {
      wrong: 'one choice that does not fit, by a reference in the schema',
      file: withCall({
        tool: 'get_weather',
        arguments: { city: 'Rome', day: { oneOf: ['today', 'now'] } },
      }),
      says: 'items[0].expect.calls[0].arguments.day: "now" does not fit the schema of get_weather: must be equal to one of the allowed values',
    },
    {
      wrong: 'a value of an argument with an awkward name',
      file: withCall({ tool: 'set_timer', arguments: { minutes: 5, 'a/b~c': 1 } }),
      says: 'items[0].expect.calls[0].arguments.a/b~c: 1 does not fit the schema of set_timer: must be boolean',
    },
    {
      wrong: 'an example with an unknown tool',
      file: aSuiteFile({ examples: [{ user: 'Hi', calls: [{ tool: 'set_time' }] }] }),
      says: 'examples[0].calls[0].tool: no tool is called "set_time"; did you mean "set_timer"?',
    },
    {
      wrong: 'an example that is an item',
      file: aSuiteFile({ examples: [{ user: '"The prompt of rain"', calls: [] }] }),
      says: 'examples[0].user: says the same as item "rain"; examples and items must differ, or the score would show memory',
    },
  ])('refuses $wrong', ({ file, says }) => {
    expect(issuesOf(file)).toBe(says);
  });

  it.each([
    {
      wrong: 'parameters that are no object',
      parameters: { type: 'string' },
      says: 'expected a JSON Schema of an object: type: object, with its properties',
    },
    {
      wrong: 'a schema that points nowhere',
      parameters: { type: 'object', properties: { x: { $ref: '#/$defs/gone' } } },
      says: "not a usable JSON Schema: can't resolve reference #/$defs/gone from id tool",
    },
    {
      wrong: 'a schema that is none',
      parameters: { type: 'object', properties: { x: { type: 'text' } } },
      says: 'not a usable JSON Schema: schema is invalid',
    },
  ])('refuses $wrong', ({ parameters, says }) => {
    const tools = [{ name: 'f', description: 'x', parameters }];
    const file = aSuiteFile({ tools, items: [anItem('one', 'none')] });
    expect(issuesOf(file)).toContain(`tools[0].parameters: ${says}`);
  });

  it('refuses two tools of one name', () => {
    const tool = { name: 'f', description: 'x' };
    expect(issuesOf(aSuiteFile({ tools: [tool, tool], items: [anItem('one', 'none')] }))).toBe(
      'tools[1].name: "f" is already the name of tools[0]; names must differ',
    );
  });
});
