import { createSchemaCheck } from '../../activities/suites/schema-check';
import { createSchemaReader } from '../../activities/suites/schema-reader';
import type { Json, JsonSchema } from '../../src/json';
import type { Tool } from '../../src/suites/suite';

const aTool = (name: string, parameters: JsonSchema): Tool => ({
  name,
  description: '',
  parameters,
});

const breaksSchema = createSchemaCheck([
  aTool('mail', {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'same',
    type: 'object',
    properties: { to: { type: 'string', format: 'email' }, copies: { type: 'integer' } },
    required: ['to'],
    additionalProperties: false,
    'x-made-up': true,
  }),
  aTool('ping', { $id: 'same', type: 'object' }),
]);

describe('createSchemaCheck()', () => {
  it.each([
    ['takes a call that fits', 'mail', { to: 'a@example.org', copies: 2 }, false],
    ['knows formats', 'mail', { to: 'someone' }, true],
    ['converts no types', 'mail', { to: 'a@example.org', copies: '2' }, true],
    ['wants what is required', 'mail', {}, true],
    ['refuses what the schema refuses', 'mail', { to: 'a@example.org', cc: 'x' }, true],
    ['lets arguments pass that the schema does not rule out', 'ping', { host: 'x' }, false],
    ['refuses a tool that is not there', 'pong', {}, true],
  ])('%s', (...[, tool, args, breaks]) => {
    expect(breaksSchema({ tool, arguments: args })).toBe(breaks);
  });
});

describe('a schema that leads back to itself', () => {
  const trees = {
    $dynamicAnchor: 'tree',
    type: 'object',
    properties: { next: { $dynamicRef: '#tree' }, again: { $ref: '#' } },
  };

  it('takes what can be followed to its end, and no chain without one that matters', () => {
    const breaks = createSchemaCheck([aTool('grow', trees)]);
    const args: Record<string, Json> = JSON.parse(
      `${'{"again":'.repeat(100_000)}{}${'}'.repeat(100_000)}`,
    );
    expect(breaks({ tool: 'grow', arguments: { again: { again: {} } } })).toBe(false);
    expect(breaks({ tool: 'grow', arguments: args })).toBe(true);
  });

  it('is named in a suite where it is a circle', () => {
    const circle = { type: 'object', properties: { next: { $ref: '#/properties/next' } } };
    expect(createSchemaReader().problemOf(aTool('grow', circle))).toBe(
      'a $ref in it leads back to itself without end',
    );
    const dynamic = aTool('grow', trees);
    expect(createSchemaReader().argumentProblem(dynamic, 'next', { next: {} })).toEqual(
      expect.any(String),
    );
  });
});
