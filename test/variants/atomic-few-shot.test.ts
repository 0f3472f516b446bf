import { atomicFewShot } from '../../src/variants/atomic-few-shot';
import type { Question } from '../../src/variants/variant';
import { asked, aTask, decided } from './a-task';

/** The worked steps that a question shows: the answers, by what they are about. */
const answersShown = ({ messages }: Question) =>
  messages.filter(({ role }) => role === 'assistant').map(({ content }) => content);

const WEATHER = ['{"tool":"get_weather"}', '{"city":"Ghent"}'];

describe('atomic_few_shot', () => {
  it('shows which tool each example needs first', () => {
    expect(answersShown(asked(atomicFewShot))).toEqual([
      '{"tool":"get_weather"}',
      '{"tool":"list_alarms"}',
      '{"tool":"none"}',
    ]);
  });

  it('shows every argument of every example', () => {
    expect(answersShown(asked(atomicFewShot, WEATHER.slice(0, 1)))).toEqual([
      '{"city":"Cairo"}',
      '{"city":"Bern"}',
    ]);
  });

  it('shows after which calls of an example another is due, and after which none', () => {
    const question = asked(atomicFewShot, WEATHER);
    expect(answersShown(question)).toEqual([
      '{"tool":"none"}',
      '{"tool":"get_weather"}',
      '{"tool":"none"}',
    ]);
    expect(question.messages.map(({ content }) => content).join('\n')).toContain(
      'Calls already made: list_alarms, get_weather',
    );
  });

  it('keeps everything before the last message the same from item to item', () => {
    const other = aTask({ messages: [{ role: 'user', content: 'Plan a call with Jo at 9.' }] });
    for (const said of [[], WEATHER.slice(0, 1), WEATHER]) {
      expect(asked(atomicFewShot, said, other).messages.slice(0, -1)).toEqual(
        asked(atomicFewShot, said).messages.slice(0, -1),
      );
    }
  });

  it('reads as atomic does', () => {
    expect(decided(atomicFewShot, [...WEATHER, '{"tool":"none"}'])).toEqual({
      kind: 'calls',
      calls: [{ tool: 'get_weather', arguments: { city: 'Ghent' } }],
    });
  });
});
