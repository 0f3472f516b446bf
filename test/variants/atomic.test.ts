import { atomic } from '../../src/variants/atomic';
import { asked, aTask, decided, lastMessage } from './a-task';

const MEETING = ['{"tool":"schedule_meeting"}', '{"title":"Sync"}', '{"time":"9:00"}'];

describe('atomic', () => {
  it('asks first which tool is due, among all and "none"', () => {
    const question = asked(atomic);
    expect(question.answerSchema).toMatchObject({
      properties: { tool: { enum: ['get_weather', 'schedule_meeting', 'list_alarms', 'none'] } },
      required: ['tool'],
    });
    expect(lastMessage(question)).toContain('Is it wet in Ghent?');
  });

  it('asks for one argument after the other, naming tool and argument', () => {
    const [title, time] = [asked(atomic, MEETING.slice(0, 1)), asked(atomic, MEETING.slice(0, 2))];
    expect(lastMessage(title).split('\n')).toContain('Tool: schedule_meeting');
    expect(lastMessage(title)).toContain('Is it wet in Ghent?');
    expect(title.answerSchema).toMatchObject({ required: ['title'] });
    expect(time.answerSchema).toMatchObject({ required: ['time'] });
  });

  it('asks whether another call is due, naming those made', () => {
    const question = asked(atomic, ['{"tool":"get_weather"}', '{"city":"Ghent"}']);
    expect(lastMessage(question).split('\n')).toContain('Calls already made: get_weather');
    expect(question.answerSchema).toMatchObject({ required: ['tool'] });
    const again = asked(atomic, [
      '{"tool":"get_weather"}',
      '{"city":"Ghent"}',
      '{"tool":"list_alarms"}',
    ]);
    expect(lastMessage(again).split('\n')).toContain(
      'Calls already made: get_weather, list_alarms',
    );
  });

  it('keeps the system prompt of a kind of question the same, so that its prefix can be cached', () => {
    const system = (said: readonly string[]) => asked(atomic, said).messages[0];
    expect(system(MEETING.slice(0, 1))).toEqual(system(['{"tool":"get_weather"}']));
  });

  it('decides for no call on "none"', () => {
    expect(decided(atomic, ['{"tool":"none"}']).kind).toBe('none');
  });

  it('decides for the calls made once no other is due, an empty optional argument left out', () => {
    expect(decided(atomic, [...MEETING, '{"attendees":[]}', '{"tool":"none"}'])).toEqual({
      kind: 'calls',
      calls: [{ tool: 'schedule_meeting', arguments: { title: 'Sync', time: '9:00' } }],
    });
  });

  it('stops where a call is repeated to the letter', () => {
    const call = ['{"tool":"get_weather"}', '{"city":"Ghent"}'];
    expect(decided(atomic, [...call, ...call])).toMatchObject({
      calls: [{ tool: 'get_weather' }],
    });
  });

  it('stops at three calls without asking again', () => {
    const calls = ['A', 'B', 'C'].flatMap((city) => [
      '{"tool":"get_weather"}',
      JSON.stringify({ city }),
    ]);
    expect(decided(atomic, calls)).toMatchObject({ kind: 'calls', calls: { length: 3 } });
  });

  it.each([
    ['prose', ['I think the weather tool.']],
    ['an unknown tool', ['{"tool":"google"}']],
    ['an argument that was not asked for', ['{"tool":"get_weather"}', '{"town":"Ghent"}']],
    ['prose after a complete call', ['{"tool":"get_weather"}', '{"city":"Ghent"}', 'Done!']],
  ])('finds %s malformed', (_, said) => {
    expect(decided(atomic, said).kind).toBe('malformed');
  });

  it('shows no examples, though the suite has some', () => {
    expect(asked(atomic).messages.map(({ role }) => role)).toEqual(['system', 'user']);
  });

  it('tells the calls made before apart from the argument asked for', () => {
    const question = asked(atomic, [
      '{"tool":"get_weather"}',
      '{"city":"Ghent"}',
      '{"tool":"get_weather"}',
    ]);
    expect(lastMessage(question)).toContain('Ghent');
    expect(question.answerSchema).toMatchObject({ required: ['city'] });
    expect(aTask().messages).toHaveLength(1);
  });
});
