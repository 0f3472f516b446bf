import { toHistory } from '../../embedded-model/src/chat/history';
import { parseMessages } from '../../embedded-model/src/chat/parse-messages';

describe('toHistory()', () => {
  it('ends with the turn that the model is to take', () => {
    const messages = parseMessages([
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    ]);
    expect(toHistory(messages)).toEqual([
      { type: 'system', text: 'Be brief' },
      { type: 'user', text: 'Hi' },
      { type: 'model', response: [] },
    ]);
  });

  it('keeps calls and their results in one turn of the model', () => {
    const call = (id: string, city: string) => ({
      id,
      type: 'function',
      function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
    });
    const messages = parseMessages([
      { role: 'user', content: 'Rome and Oslo?' },
      { role: 'assistant', content: null, tool_calls: [call('a', 'Rome'), call('b', 'Oslo')] },
      { role: 'tool', tool_call_id: 'b', content: 'rain' },
      { role: 'tool', tool_call_id: 'a', content: '{"sky":"clear"}' },
      { role: 'assistant', content: 'Clear in Rome' },
      { role: 'user', content: 'Thanks' },
    ]);
    const done = { type: 'functionCall', name: 'get_weather' };
    expect(toHistory(messages)).toEqual([
      { type: 'user', text: 'Rome and Oslo?' },
      {
        type: 'model',
        response: [
          { ...done, params: { city: 'Rome' }, result: { sky: 'clear' } },
          { ...done, params: { city: 'Oslo' }, result: 'rain' },
          'Clear in Rome',
        ],
      },
      { type: 'user', text: 'Thanks' },
      { type: 'model', response: [] },
    ]);
  });
});
