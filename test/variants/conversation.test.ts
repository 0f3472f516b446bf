import type { ToolCall } from '../../src/suites/suite';
import { conversationAfter } from '../../src/variants/conversation';
import { anAnswer, aTask } from './a-task';

const call: ToolCall = { tool: 'get_weather', arguments: { city: 'Ghent' } };
const calls = { kind: 'calls', calls: [call] } as const;

describe('conversationAfter()', () => {
  it('adds what the user said and the answer as it came', () => {
    const decision = { kind: 'none', text: 'Rather wet.' } as const;
    expect(conversationAfter(aTask(), [anAnswer('Rather wet.')], decision)).toEqual([
      { role: 'user', content: 'Is it wet in Ghent?' },
      { role: 'assistant', content: 'Rather wet.' },
    ]);
  });

  it('writes calls of the tool protocol and of several small answers as JSON', () => {
    const native = [anAnswer('', [{ name: 'get_weather', argumentsText: '{"city":"Ghent"}' }])];
    const atomic = ['{"tool":"get_weather"}', '{"city":"Ghent"}', '{"tool":"none"}'];
    for (const answers of [native, atomic.map((text) => anAnswer(text))]) {
      expect(conversationAfter(aTask(), answers, calls).at(-1)).toEqual({
        role: 'assistant',
        content: JSON.stringify({ calls: [call] }),
      });
    }
  });

  it('keeps all turns of an item, but no system message', () => {
    const messages = [
      { role: 'system', content: 'The user lives in Ghent.' },
      { role: 'user', content: 'Wet?' },
      { role: 'assistant', content: 'Where?' },
      { role: 'user', content: 'Here.' },
    ] as const;
    const added = conversationAfter(aTask({ messages }), [anAnswer('Yes.')], calls);
    expect(added.map(({ content }) => content)).toEqual(['Wet?', 'Where?', 'Here.', 'Yes.']);
  });

  it('says something even where the model said nothing, since servers refuse empty turns', () => {
    const malformed = { kind: 'malformed', why: 'Nothing came' } as const;
    expect(conversationAfter(aTask(), [], malformed).at(-1)?.content).not.toBe('');
  });
});
