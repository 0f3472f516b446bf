import { nativeApi } from '../../src/variants/native-api';
import { anAnswer, asked, aTask, decided, TOOLS } from './a-task';

const decisionOn = (...calls: readonly (readonly [string, string])[]) =>
  nativeApi.next(aTask(), [
    anAnswer(
      'Just a moment.',
      calls.map(([name, argumentsText]) => ({ name, argumentsText })),
    ),
  ]);

describe('native_api', () => {
  it('gives the tools to the endpoint and says what the user says', () => {
    const question = asked(nativeApi);
    expect(question).toMatchObject({ tools: TOOLS });
    expect(question.answerSchema).toBeUndefined();
    expect(question.messages.at(-1)).toEqual({ role: 'user', content: 'Is it wet in Ghent?' });
  });

  it('reads the tool calls of the answer in their order, whatever its text says', () => {
    expect(decisionOn(['get_weather', '{"city":"Ghent"}'], ['list_alarms', '{}'])).toEqual({
      kind: 'decide',
      decision: {
        kind: 'calls',
        calls: [
          { tool: 'get_weather', arguments: { city: 'Ghent' } },
          { tool: 'list_alarms', arguments: {} },
        ],
      },
    });
  });

  it.each([
    ['arguments that are no JSON', 'get_weather', '{city: Ghent'],
    ['arguments that are no object', 'get_weather', '"Ghent"'],
    ['an unknown tool', 'google', '{"q":"Ghent"}'],
    ['a tool called "none"', 'none', '{}'],
  ])('finds %s malformed', (_, name, argumentsText) => {
    expect(decisionOn([name, argumentsText])).toMatchObject({ decision: { kind: 'malformed' } });
  });

  it.each([
    '{"name": "get_weather", "arguments": {"city": "Ghent"}}',
    '```json\n{"name": "get_weather", "arguments": {"city": "Ghent"}}\n```',
    '<tool_call>{"name": "get_weather", "arguments": {"city": "Ghent"}}</tool_call>',
    '[get_weather(city="Ghent")]',
  ])('finds a call that is written as text malformed: %s', (text) => {
    expect(decided(nativeApi, [text])).toMatchObject({
      kind: 'malformed',
      why: expect.stringContaining('get_weather is written as text'),
    });
  });

  it('takes plain words as no call', () => {
    expect(decided(nativeApi, ['Rather wet.'])).toEqual({ kind: 'none', text: 'Rather wet.' });
  });
});
