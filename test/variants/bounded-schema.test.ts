import { bounded } from '../../src/variants/bounded-schema';

describe('bounded()', () => {
  it.each([
    ['a text', { type: 'string' }, { type: 'string', maxLength: 80 }],
    ['a short text', { type: 'string', maxLength: 9 }, { type: 'string', maxLength: 9 }],
    ['a long text', { type: 'string', maxLength: 9000 }, { type: 'string', maxLength: 80 }],
    ['a choice', { enum: ['a', 'b'], description: 'One' }, { enum: ['a', 'b'] }],
    ['a number', { type: 'integer', minimum: 1 }, { type: 'integer' }],
    [
      'a list',
      { type: 'array', items: { type: 'string', format: 'email' } },
      { type: 'array', items: { type: 'string', maxLength: 80 }, maxItems: 5 },
    ],
    [
      'alternatives',
      { oneOf: [{ type: 'string' }, { type: 'null' }] },
      { anyOf: [{ type: 'string', maxLength: 80 }, { type: 'null' }] },
    ],
    [
      'an object',
      { type: 'object', properties: { at: { type: 'string', pattern: '^x' } } },
      {
        type: 'object',
        properties: { at: { type: 'string', maxLength: 80 } },
        required: ['at'],
        additionalProperties: false,
      },
    ],
    ['what it does not know', { $ref: '#/elsewhere' }, { type: 'string', maxLength: 80 }],
    ['nothing', undefined, { type: 'string', maxLength: 80 }],
  ])('bounds %s', (_, schema, expected) => {
    expect(bounded(schema)).toEqual(expected);
  });
});
