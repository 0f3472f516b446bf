/** Assertions, and an answer that a model gives: a text, or calls in the form of OpenAI. */
export interface Case {
  readonly assert: readonly object[];
  readonly output:
    | string
    | readonly { readonly function: { readonly name: string; readonly arguments: string } }[];
}

export const TOOLS = [
  {
    type: 'function',
    function: {
      name: 'find_train',
      description: 'Finds a train',
      parameters: {
        type: 'object',
        properties: { to: { type: 'string' }, adults: { type: 'integer' } },
        required: ['to'],
      },
    },
  },
];

const text = (type: string, value: unknown, outputs: readonly string[]): readonly Case[] =>
  outputs.map((output) => ({ assert: [{ type, value }], output }));

const call = (name: string, args: object) => ({
  function: { name, arguments: JSON.stringify(args) },
});

const calls = (assert: readonly object[], outputs: readonly Case['output'][]): readonly Case[] =>
  outputs.map((output) => ({ assert, output }));

const SCHEMA = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
const ARGUMENT = "JSON.parse(output[0].function.arguments).to === 'Oslo'";
const TO_OSLO = [call('find_train', { to: 'Oslo' })];
const TO_BERGEN = [call('find_train', { to: 'Bergen', adults: 2 })];

/** Answers that are right, and some that are nearly. */
export const CASES: readonly Case[] = [
  ...text('contains', 'Oslo', ['It is Oslo.', 'It is oslo.', 'Os lo', 'A\nOslo\nB']),
  ...text('icontains', 'a.b (c)', ['So: A.B (C)!', 'axb (c)']),
  ...text('equals', 'Oslo', ['Oslo', 'oslo', 'Oslo.', '"Oslo"']),
  ...text('equals', 42, ['42', '42.0']),
  ...text('equals', { a: 1 }, ['{"a": 1}', '{"a": 2}', 'a = 1']),
  ...text('starts-with', 'Yes', ['Yes, of course', 'yes', 'Oh Yes']),
  ...text('regex', String.raw`^\d{4}-\d{2}$`, ['2026-11', 'on 2026-11', '2026-11-1']),
  ...text('regex', '(red|blue) car', ['a\nred car', 'a red cart', 'a green car']),
  ...text('contains-any', ['fjord', 'sea'], ['the sea', 'the lake', 'The Fjord']),
  ...text('contains-any', 'fjord, "sea, or lake"', ['a sea, or lake', 'a lake']),
  ...text('icontains-any', ['Fjord', 'Sea'], ['THE SEA', 'the lake']),
  ...text('contains-all', ['north', 'south'], ['south\nnorth', 'north', 'North and South']),
  ...text('icontains-all', ['north', 'South', 'east'], ['EAST, NORTH, SOUTH', 'east, north']),
  ...text('is-json', undefined, ['{"a": [1]}', '7', 'no JSON', '{"a": 1']),
  ...text('is-json', SCHEMA, ['{"a": 1}', '{"a": "1"}', '[]']),
  ...calls(
    [
      { type: 'contains', value: 'red' },
      { type: 'icontains', value: 'BLUE' },
    ],
    ['blue, red', 'Red, blue', 'red'],
  ),
  ...calls(
    [{ type: 'assert-set', assert: [{ type: 'starts-with', value: 'So' }] }],
    ['So it is', 'It is so'],
  ),
  ...calls(
    [{ type: 'is-valid-openai-tools-call' }],
    [TO_OSLO, [call('find_train', {})], [call('fly', {})], 'Oslo'],
  ),
  ...calls([{ type: 'tool-call-f1', value: ['find_train'] }], [TO_OSLO, [call('fly', {})], 'none']),
  ...calls(
    [{ type: 'javascript', value: "output[0].function.name === 'find_train'" }],
    [TO_OSLO, [call('fly', {})]],
  ),
  ...calls([{ type: 'javascript', value: ARGUMENT }], [TO_OSLO, TO_BERGEN]),
  ...calls(
    [{ type: 'equals', value: 'find_train', transform: 'output[0].function.name' }],
    [TO_OSLO, [call('fly', {})]],
  ),
  ...calls(
    [{ type: 'contains', value: 'erg', transform: 'JSON.parse(output[0].function.arguments).to' }],
    [TO_BERGEN, TO_OSLO],
  ),
];
