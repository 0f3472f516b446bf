import { Ajv } from 'ajv';
import { fewShot } from '../../src/variants/few-shot';
import { jsonSchema } from '../../src/variants/json-schema';
import { asked, aTask, decided } from './a-task';

const GHENT = { tool: 'get_weather', arguments: { city: 'Ghent' } };
const calls = (...made: readonly unknown[]) => JSON.stringify({ calls: made });

describe('json_schema', () => {
  const allowed = new Ajv().compile(asked(jsonSchema).answerSchema ?? {});

  it.each([
    ['no call', calls()],
    ['one call', calls(GHENT)],
    ['three calls', calls(GHENT, { tool: 'list_alarms', arguments: {} }, GHENT)],
  ])('lets the model answer with %s, and reads it', (_, text) => {
    expect(allowed(JSON.parse(text))).toBe(true);
    const made = JSON.parse(text).calls;
    expect(decided(jsonSchema, [text])).toMatchObject(
      made.length === 0 ? { kind: 'none' } : { kind: 'calls', calls: made },
    );
  });

  it.each([
    ['four calls', calls(GHENT, GHENT, GHENT, GHENT)],
    ['an unknown tool', calls({ tool: 'google', arguments: {} })],
    ['the arguments of another tool', calls({ tool: 'list_alarms', arguments: { city: 'Ghent' } })],
    ['a very long text', calls({ tool: 'get_weather', arguments: { city: 'G'.repeat(500) } })],
  ])('does not let the model answer with %s', (_, text) => {
    expect(allowed(JSON.parse(text))).toBe(false);
  });

  it.each([
    ['prose', 'It is wet.'],
    ['JSON that is cut off', '{"calls":[{"tool":"get_weather","argu'],
    ['JSON of another form', '{"tool":"get_weather","arguments":{"city":"Ghent"}}'],
    ['an unknown tool', calls({ tool: 'google', arguments: {} })],
    ['a call that is no object', calls('get_weather')],
    ['arguments that are no object', calls({ tool: 'get_weather', arguments: 'Ghent' })],
  ])('finds %s malformed', (_, text) => {
    expect(decided(jsonSchema, [text]).kind).toBe('malformed');
  });

  it('shows no examples, though the suite has some', () => {
    expect(asked(jsonSchema).messages.map(({ role }) => role)).toEqual(['system', 'user']);
  });
});

describe('few_shot', () => {
  it('asks as json_schema does, with the worked examples as turns between', () => {
    const [plain, shown] = [asked(jsonSchema), asked(fewShot)];
    expect({ ...shown, messages: [] }).toEqual({ ...plain, messages: [] });
    expect([shown.messages[0], shown.messages.at(-1)]).toEqual(plain.messages);
    expect(shown.messages.slice(1, -1)).toEqual([
      { role: 'user', content: 'Hot in Cairo?' },
      { role: 'assistant', content: calls({ tool: 'get_weather', arguments: { city: 'Cairo' } }) },
      { role: 'user', content: 'Alarms, and Bern weather.' },
      {
        role: 'assistant',
        content: calls(
          { tool: 'list_alarms', arguments: {} },
          { tool: 'get_weather', arguments: { city: 'Bern' } },
        ),
      },
      { role: 'user', content: 'Hi.' },
      { role: 'assistant', content: calls() },
    ]);
  });

  it('reads its own examples back', () => {
    const said = asked(fewShot).messages.filter(({ role }) => role === 'assistant');
    expect(said.map(({ content }) => decided(fewShot, [content]).kind)).toEqual([
      'calls',
      'calls',
      'none',
    ]);
  });

  it('shows examples that the answer schema allows, optional arguments left empty', () => {
    const meeting = { tool: 'schedule_meeting', arguments: { title: 'Sync', time: '9:00' } };
    const question = asked(
      fewShot,
      [],
      aTask({ examples: [{ user: 'Sync at 9.', calls: [meeting] }] }),
    );
    const shown = question.messages.find(({ role }) => role === 'assistant')?.content ?? '';
    expect(JSON.parse(shown).calls[0].arguments).toEqual({ ...meeting.arguments, attendees: [] });
    expect(new Ajv().compile(question.answerSchema ?? {})(JSON.parse(shown))).toBe(true);
    expect(decided(fewShot, [shown])).toEqual({ kind: 'calls', calls: [meeting] });
  });
});
