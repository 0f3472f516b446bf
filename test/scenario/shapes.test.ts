import {
  calls,
  completion,
  tableOf,
  text,
  user,
  withScenario,
  withSchema,
  withTools,
} from './asking';

const ALL_RIGHT = tableOf({});

const DECISION = {
  type: 'object',
  properties: {
    calls: {
      type: 'array',
      maxItems: 3,
      items: {
        anyOf: [
          {
            type: 'object',
            properties: {
              tool: { const: 'get_weather' },
              arguments: {
                type: 'object',
                properties: { city: { type: 'string' } },
                required: ['city'],
                additionalProperties: false,
              },
            },
            required: ['tool', 'arguments'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: {
              tool: { const: 'set_timer' },
              arguments: {
                type: 'object',
                properties: { minutes: { type: 'integer' }, label: { type: 'string' } },
                required: ['minutes', 'label'],
                additionalProperties: false,
              },
            },
            required: ['tool', 'arguments'],
            additionalProperties: false,
          },
        ],
      },
    },
  },
  required: ['calls'],
  additionalProperties: false,
};

const WHICH_TOOL = {
  type: 'object',
  properties: { tool: { type: 'string', enum: ['get_weather', 'set_timer', 'none'] } },
  required: ['tool'],
};

const oneField = (name: string, schema: object): object => ({
  type: 'object',
  properties: { [name]: schema },
  required: [name],
});

describe('a request with tools', () => {
  it('is answered with tool calls, the first of the accepted values, and nothing where anything will do', async () => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      expect(await calls(scenario, withTools('Weather in Ghent?'))).toEqual([
        'get_weather {"city":"Ghent"}',
      ]);
      expect(await calls(scenario, withTools('Twelve minutes, please.'))).toEqual([
        'set_timer {"minutes":12}',
      ]);
    });
  });

  it('gets every call of an item, and says that they are why it stopped', async () => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      const [choice] = (await completion(scenario, withTools('Weather in Oslo and in Rome?')))
        .choices;
      expect(choice.finish_reason).toBe('tool_calls');
      expect(choice.message.tool_calls?.map(({ id }) => id)).toEqual(['call_0', 'call_1']);
    });
  });

  it('gets prose where no call is due or the prompt is not known', async () => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      for (const prompt of ['Thank you!', 'Say ready.']) {
        const [choice] = (await completion(scenario, withTools(prompt))).choices;
        expect(choice).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant' } });
        expect(choice.message.content).toMatch(/\w/);
      }
    });
  });
});

describe('a request with a schema for whole decisions', () => {
  it('gets every call, optional arguments filled in empty', async () => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      expect(await text(scenario, withSchema('Weather in Oslo and in Rome?', DECISION))).toBe(
        '{"calls":[{"tool":"get_weather","arguments":{"city":"Oslo"}},{"tool":"get_weather","arguments":{"city":"Rome"}}]}',
      );
      expect(await text(scenario, withSchema('Twelve minutes, please.', DECISION))).toBe(
        '{"calls":[{"tool":"set_timer","arguments":{"minutes":12,"label":""}}]}',
      );
      expect(await text(scenario, withSchema('Thank you!', DECISION))).toBe('{"calls":[]}');
    });
  });

  it('is answered in the form that the schema asks for', async () => {
    const single = {
      type: 'object',
      properties: { name: { type: 'string' }, arguments: { type: 'object' } },
      required: ['name', 'arguments'],
    };
    await withScenario(ALL_RIGHT, async (scenario) => {
      expect(await text(scenario, withSchema('Weather in Ghent?', single))).toBe(
        '{"name":"get_weather","arguments":{"city":"Ghent"}}',
      );
      expect(await text(scenario, withSchema('Thank you!', single))).toBe(
        '{"name":"none","arguments":{}}',
      );
      const list = { type: 'array', items: single };
      expect(await text(scenario, withSchema('Weather in Ghent?', list))).toBe(
        '[{"name":"get_weather","arguments":{"city":"Ghent"}}]',
      );
    });
  });
});

describe('a request for free text', () => {
  it('gets one call a line, or prose', async () => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      const ask = (prompt: string): object => ({ ...withTools(prompt), tools: undefined });
      expect(await text(scenario, ask('Weather in Oslo and in Rome?'))).toBe(
        '{"tool":"get_weather","arguments":{"city":"Oslo"}}\n{"tool":"get_weather","arguments":{"city":"Rome"}}',
      );
      expect(await text(scenario, ask('Thank you!'))).not.toContain('{');
    });
  });
});

describe('a small question', () => {
  it('about the tool is answered with the tool that is due, or none', async () => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      const ask = (prompt: string): Promise<string | null> =>
        text(scenario, withSchema(prompt, WHICH_TOOL));
      expect(await ask('Message: "Weather in Ghent?"\nWhich tool?')).toBe('{"tool":"get_weather"}');
      expect(await ask('Message: "Thank you!"\nWhich tool?')).toBe('{"tool":"none"}');
      const both = 'Message: "Weather in Oslo and in Rome?"\nCalls already made: get_weather';
      expect(await ask(`${both}\nWhich tool is next?`)).toBe('{"tool":"get_weather"}');
      expect(await ask(`${both}, get_weather\nWhich tool is next?`)).toBe('{"tool":"none"}');
    });
  });

  it('about an argument is answered with its value, of the call that is not done yet', async () => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      const city = oneField('city', { type: 'string' });
      const ask = (lines: string): Promise<string | null> =>
        text(scenario, withSchema(`Message: "Weather in Oslo and in Rome?"\n${lines}`, city));
      expect(await ask('Tool: get_weather\nArgument: city')).toBe('{"city":"Oslo"}');
      expect(await ask('Tool: get_weather\nDone already: {"city":"Oslo"}')).toBe('{"city":"Rome"}');
    });
  });

  it('about an argument that is not given is answered as empty as the schema lets it be', async () => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      const asked = 'Message: "Twelve minutes, please."\nTool: set_timer';
      const label = (schema: object): Promise<string | null> =>
        text(scenario, withSchema(asked, oneField('label', schema)));
      expect(await label({ type: 'string' })).toBe('{"label":""}');
      expect(await label({ anyOf: [{ type: 'integer' }, { type: 'null' }] })).toBe(
        '{"label":null}',
      );
    });
  });
});

describe('the shape of a request', () => {
  const example = [user('What of Bern?'), { role: 'assistant', content: '{"calls":[]}' }];
  const cases: readonly (readonly [string, object])[] = [
    ['tools', withTools('Weather in Ghent?')],
    ['text', { ...withTools('Weather in Ghent?'), tools: undefined }],
    ['schema', withSchema('Weather in Ghent?', DECISION)],
    ['question', withSchema('Weather in Ghent?', WHICH_TOOL)],
    [
      'schema+examples',
      withSchema('', DECISION, { messages: [...example, ...example, user('Weather in Ghent?')] }),
    ],
    [
      'question+examples',
      withSchema('', WHICH_TOOL, { messages: [...example, ...example, user('Weather in Ghent?')] }),
    ],
  ];

  it.each(cases)('%s is told from the request alone', async (shape, body) => {
    await withScenario(ALL_RIGHT, async (scenario) => {
      await completion(scenario, body);
      expect(scenario.log().models['m']?.byShape).toEqual({ [shape]: 1 });
    });
  });

  it('does not take earlier items of a shared conversation for worked examples', async () => {
    const earlier = [
      user('Weather in Ghent?'),
      { role: 'assistant', content: '{"calls":[]}' },
      user('Thank you!'),
      { role: 'assistant', content: '{"calls":[]}' },
    ];
    await withScenario(ALL_RIGHT, async (scenario) => {
      const messages = [...earlier, user('Twelve minutes, please.')];
      await completion(scenario, withSchema('', DECISION, { messages }));
      expect(scenario.log().models['m']?.byShape).toEqual({ schema: 1 });
    });
  });
});
