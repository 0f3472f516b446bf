import { createSchemaCheck } from '../../activities/suites/schema-check';
import type { JsonSchema } from '../../src/json';
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
