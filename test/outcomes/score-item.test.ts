import { createSchemaCheck } from '../../activities/suites/schema-check';
import type { Outcome } from '../../src/outcomes/outcome';
import { scoreItem } from '../../src/outcomes/score-item';
import type { Expectation, ToolCall } from '../../src/suites/suite';

const text = { type: 'string' };
const breaksSchema = createSchemaCheck([
  {
    name: 'weather',
    description: '',
    parameters: { type: 'object', properties: { city: text }, required: ['city'] },
  },
  {
    name: 'note',
    description: '',
    parameters: { type: 'object', properties: { text, tag: text }, required: ['text'] },
  },
]);

const weather = (city: string): ToolCall => ({ tool: 'weather', arguments: { city } });
const note = (words: string): ToolCall => ({ tool: 'note', arguments: { text: words } });
const broken: ToolCall = { tool: 'weather', arguments: {} };
const unknown: ToolCall = { tool: 'wheather', arguments: { city: 'Rome' } };

function expecting(order: Expectation['order'], ...calls: ToolCall[]): Expectation {
  return {
    order,
    calls: calls.map((call) => ({
      tool: call.tool,
      arguments: Object.fromEntries(
        Object.entries(call.arguments).map(([name, value]) => [
          name,
          { kind: 'equals', value } as const,
        ]),
      ),
    })),
  };
}

const none = expecting('any');
const one = expecting('any', weather('Rome'));
const two = expecting('any', weather('Rome'), note('pack'));
const twice = expecting('any', weather('Rome'), weather('Oslo'));
const inOrder = expecting('given', weather('Rome'), note('pack'));
const sameInOrder = expecting('given', weather('Rome'), weather('Oslo'));

describe('scoreItem()', () => {
  it.each<[Outcome, string, Expectation, ToolCall[]]>([
    ['P', 'nothing due, nothing called', none, []],
    ['O', 'nothing due, something called', none, [weather('Rome')]],
    ['M', 'nothing due, a call that breaks the schema', none, [broken]],
    ['M', 'nothing due, a tool that is not there', none, [unknown]],
    ['P', 'the call that is due', one, [weather('rome.')]],
    ['N', 'one due, none called', one, []],
    ['A', 'the right tool, the wrong city', one, [weather('Oslo')]],
    ['W', 'the wrong tool', one, [note('Rome')]],
    ['W', 'the right call and one more', one, [weather('Rome'), note('x')]],
    ['W', 'the right call twice', one, [weather('Rome'), weather('Rome')]],
    ['M', 'the right call and one that breaks the schema', one, [weather('Rome'), broken]],
    ['M', 'one due, a tool that is not there', one, [unknown]],
    ['P', 'two due, both called in the other order', two, [note('pack'), weather('Rome')]],
    ['N', 'two due, one of them called', two, [note('pack')]],
    ['A', 'two due, one called with wrong arguments', two, [note('unpack')]],
    ['A', 'two due, one of both wrong', two, [weather('Rome'), note('unpack')]],
    ['W', 'two due, one tool in place of the other', two, [weather('Rome'), weather('Oslo')]],
    ['W', 'two due, three called', two, [weather('Rome'), note('pack'), note('pack')]],
    ['P', 'the same tool twice, turned round', twice, [weather('Oslo'), weather('Rome')]],
    ['A', 'the same tool twice, the same city', twice, [weather('Rome'), weather('Rome')]],
    ['N', 'the same tool twice, one of them', twice, [weather('Oslo')]],
    ['P', 'in order', inOrder, [weather('Rome'), note('pack')]],
    ['W', 'out of order', inOrder, [note('pack'), weather('Rome')]],
    ['N', 'in order, the first one missing', inOrder, [note('pack')]],
    ['A', 'out of order, of one tool', sameInOrder, [weather('Oslo'), weather('Rome')]],
  ])('gives %s for: %s', (...[outcome, , due, calls]) => {
    const decision = { kind: 'calls', calls } as const;
    expect(scoreItem({ expect: due }, decision, breaksSchema)).toBe(outcome);
  });

  it.each<[Outcome, Expectation]>([
    ['P', none],
    ['N', one],
  ])('gives %s for an answer in words', (outcome, expect_) => {
    const decision = { kind: 'none', text: 'Hello' } as const;
    expect(scoreItem({ expect: expect_ }, decision, breaksSchema)).toBe(outcome);
  });

  it.each([none, one, two])('gives M for an answer that cannot be read, whatever is due', (due) => {
    const decision = { kind: 'malformed', why: 'cut short' } as const;
    expect(scoreItem({ expect: due }, decision, breaksSchema)).toBe('M');
  });

  it('finds the pairing in which each call has its place, not just the first that fits', () => {
    const either = {
      order: 'any',
      calls: [
        { tool: 'weather', arguments: { city: { kind: 'any' } } },
        { tool: 'weather', arguments: { city: { kind: 'equals', value: 'Rome' } } },
      ],
    } as const;
    const decision = { kind: 'calls', calls: [weather('Rome'), weather('Oslo')] } as const;
    expect(scoreItem({ expect: either }, decision, breaksSchema)).toBe('P');
  });
});
