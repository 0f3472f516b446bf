import { parseRequest } from '../../embedded-model/src/chat/parse-request';

const asked = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
const aTool = (over: object = {}) => ({
  type: 'function',
  function: { name: 'get_weather', ...over },
});
const schemaFormat = (schema: unknown) => ({
  type: 'json_schema',
  json_schema: { name: 'answer', schema },
});

describe('parseRequest()', () => {
  it('fills in what is left out: no randomness, at most 256 tokens', () => {
    expect(parseRequest({ ...asked, user: 'someone', metadata: {} })).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      tools: [],
      singleCall: false,
      format: { type: 'text' },
      sampling: { temperature: 0, topP: 1, seed: undefined },
      maxTokens: 256,
      stop: [],
    });
  });

  it.each([
    [{ messages: undefined }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ model: 7 }, 'model'],
    [{ messages: [{ role: 'robot', content: '' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user', content: 7 }] }, 'messages[0].content'],
    [{ messages: [{ role: 'assistant', content: 'Hi' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'tool', content: 'Hi' }] }, 'messages[0].tool_call_id'],
    [{ temperature: 3 }, 'temperature'],
    [{ top_p: -1 }, 'top_p'],
    [{ seed: 0.5 }, 'seed'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ max_completion_tokens: 1.5 }, 'max_completion_tokens'],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'],
    [{ stream: true }, 'stream'],
    [{ n: 2 }, 'n'],
    [{ tool_choice: 'required', tools: [aTool()] }, 'tool_choice'],
    [{ tools: [{ type: 'browser' }] }, 'tools[0].type'],
    [{ tools: [aTool({ name: 'no spaces' })] }, 'tools[0].function.name'],
    [{ tools: [aTool(), aTool()] }, 'tools'],
    [{ response_format: { type: 'xml' } }, 'response_format.type'],
    [{ response_format: { type: 'json_schema' } }, 'response_format.json_schema'],
    [{ response_format: { type: 'json_object' }, tools: [aTool()] }, 'response_format'],
  ])('names the field that is wrong in %j', (over, param) => {
    expect(() => parseRequest({ ...asked, ...over })).toThrow(
      expect.objectContaining({ status: 400, param }),
    );
  });

  it.each([
    { schema: { type: 'string', pattern: 'a+' }, at: 'pattern' },
    { schema: { type: 'integer', minimum: 1 }, at: 'minimum' },
    { schema: { allOf: [{ type: 'string' }] }, at: 'allOf' },
    {
      schema: { type: 'object', properties: { a: { type: 'array', uniqueItems: true } } },
      at: 'properties.a.uniqueItems',
    },
  ])('names the schema keyword that cannot be enforced: $at', ({ schema, at }) => {
    expect(() => parseRequest({ ...asked, response_format: schemaFormat(schema) })).toThrow(
      expect.objectContaining({ status: 400, param: `response_format.json_schema.schema.${at}` }),
    );
  });

  it('takes a schema made of the supported parts', () => {
    const schema = {
      title: 'A decision',
      anyOf: [
        { type: 'object', properties: { tool: { const: 'none' } }, required: ['tool'] },
        {
          type: 'object',
          properties: {
            tool: { type: 'string', enum: ['get_weather'] },
            cities: { type: 'array', items: { type: 'string', maxLength: 30 }, maxItems: 3 },
          },
          additionalProperties: false,
        },
      ],
    };
    expect(parseRequest({ ...asked, response_format: schemaFormat(schema) }).format).toEqual({
      type: 'json_schema',
      schema: {
        oneOf: [
          { type: 'object', properties: { tool: { const: 'none' } } },
          {
            type: 'object',
            properties: {
              tool: { enum: ['get_weather'] },
              cities: { type: 'array', items: { type: 'string', maxLength: 30 }, maxItems: 3 },
            },
            additionalProperties: false,
          },
        ],
      },
    });
  });

  it('takes tool parameters with constraints that the engine leaves to the caller', () => {
    const parameters = {
      type: 'object',
      properties: { city: { type: 'string', pattern: '^[A-Z]', description: 'A city' } },
    };
    expect(parseRequest({ ...asked, tools: [aTool({ parameters })] }).tools).toEqual([
      {
        name: 'get_weather',
        description: '',
        parameters: {
          type: 'object',
          properties: { city: { type: 'string', description: 'A city' } },
        },
      },
    ]);
  });

  it('offers no tools when the choice is "none"', () => {
    expect(parseRequest({ ...asked, tools: [aTool()], tool_choice: 'none' }).tools).toEqual([]);
  });
});
