import type { Json } from '../../../json';
import { VARIANT_ANSWERS, variantAnswer } from '../../../plugins/parse-variant-answer';
import type { VariantView } from '../../../plugins/plugin';
import { MOST_QUESTIONS, stepOf, wrongStep } from '../../../plugins/variant-step';
import type { RawAnswer } from '../../../variants/variant';
import type { Contract, Probe } from '../contract';
import { asJson } from './sample-study';

const CITY = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const WEATHER = { name: 'get_weather', description: 'The weather of a city', parameters: CITY };
const RAIN = { tool: 'get_weather', arguments: { city: 'Lisbon' } };

const ITEM: VariantView = {
  tools: [WEATHER],
  examples: [],
  messages: [{ role: 'user', content: 'What is the weather in Lisbon?' }],
  history: [],
  prompt: null,
  exchanges: [],
  answerDue: false,
  answers: [],
};

const ITEMS: Readonly<Record<string, Partial<VariantView>>> = {
  'an item': {},
  'an item with examples and a prompt set': {
    examples: [{ user: 'Is it raining in Ghent?', calls: [RAIN] }],
    prompt: { system: 'Be brief', tools: { get_weather: 'Sky and temperature' } },
  },
  'an item in a shared conversation, in several lines and alphabets': {
    messages: [{ role: 'user', content: 'Lisboa?\n\n“Λισαβόνα” 里斯本 🇵🇹 {"city": "Lisbon"}' }],
    history: [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Good morning' },
    ],
  },
  'an item whose tool has answered': { exchanges: [{ calls: [RAIN], results: ['sunny'] }] },
  'an item where words are due and no tool is there': { tools: [], answerDue: true },
};

const ANSWERS: Readonly<Record<string, Partial<RawAnswer>>> = {
  'words alone': { text: 'It is sunny in Lisbon.' },
  'no words': { text: '' },
  'a call as JSON': { text: JSON.stringify({ calls: [RAIN], ...RAIN }) },
  'JSON of another form': { text: '{"calls": [7, {"tool": 7}], "tool": []}' },
  'JSON that is no object': { text: 'null' },
  'JSON that ends too soon': { text: '{"calls": [{"tool": "get_wea', finishReason: 'length' },
  'a call by the tool protocol': {
    toolCalls: [{ name: 'get_weather', argumentsText: '{"city": "Lisbon"}' }],
    finishReason: 'tool-calls',
  },
  'a broken call by the tool protocol': {
    toolCalls: [{ name: '', argumentsText: '{"city":' }],
    finishReason: 'tool-calls',
  },
};

export const variant: Contract = {
  kind: 'variant',
  exported: ['next'],
  beginning:
    'export const next: Variant = ({ messages, tools, answers: [answer] }) => (answer ? { calls: ... } : { ask: { messages, tools } });',
  probes: () => [
    ...Object.entries(ITEMS).map(([name, item]) => probe(`asks about ${name}`, item)),
    ...Object.entries(ANSWERS).flatMap(([name, answer]) =>
      [1, MOST_QUESTIONS].map((times) =>
        probe(`reads ${name}${times === 1 ? '' : ', again and again'}`, {
          answers: repeated(answer, times),
        }),
      ),
    ),
  ],
};

function repeated(answer: Partial<RawAnswer>, times: number): readonly RawAnswer[] {
  const whole: RawAnswer = { text: '', toolCalls: [], finishReason: 'stop', ...answer };
  return Array.from({ length: times }, () => whole);
}

function probe(name: string, changes: Partial<VariantView>): Probe {
  const item = { ...ITEM, ...changes };
  const input: Json = asJson(item);
  return {
    name,
    call: 'next',
    input,
    limitMs: 10_000,
    schema: variantAnswer,
    inWords: VARIANT_ANSWERS,
    wrong: (answer) => wrongStep(stepOf(variantAnswer.parse(answer), item), item.answers.length),
    repeatable: true,
    mend: `ask first; after any answer ask on, ${MOST_QUESTIONS} times at most, or decide: whatever the model says, it is { calls }, { text } or { malformed }`,
  };
}
