import { rawSchema } from '../../src/variants/raw-schema';
import { asked, decided } from './a-task';

describe('raw_schema', () => {
  it('describes every tool and the way to call none in the prompt, and constrains nothing', () => {
    const question = asked(rawSchema);
    const system = question.messages[0]?.content ?? '';
    for (const word of ['get_weather', 'Plan a meeting.', 'attendees', 'list_alarms']) {
      expect(system).toContain(word);
    }
    expect(system).toContain('none');
    expect(question.tools).toBeUndefined();
    expect(question.answerSchema).toBeUndefined();
  });

  it('reads the calls in the text', () => {
    expect(
      decided(rawSchema, [
        'Sure.\n```json\n{"tool":"get_weather","arguments":{"city":"Ghent"}}\n```',
      ]),
    ).toEqual({ kind: 'calls', calls: [{ tool: 'get_weather', arguments: { city: 'Ghent' } }] });
  });

  it('takes prose as no call, and a call that cannot be read as malformed', () => {
    expect(decided(rawSchema, ['It is wet.'])).toEqual({ kind: 'none', text: 'It is wet.' });
    expect(decided(rawSchema, ['{"tool": "get_weather", ']).kind).toBe('malformed');
  });
});
