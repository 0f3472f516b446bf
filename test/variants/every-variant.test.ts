import fc from 'fast-check';
import { isJsonObject, type Json, type JsonObject } from '../../src/json';
import type { RawAnswer, VariantTask } from '../../src/variants/variant';
import { NEED_EXAMPLES, VARIANT_NAMES } from '../../src/variants/variant-names';
import { VARIANTS, variantNamed } from '../../src/variants/variants';
import { asked, aTask } from './a-task';

/** Three calls of the tool with the most arguments: its name and its arguments are one question each. */
const MOST_QUESTIONS = 3 * (1 + 3);

const jsonAnswer = fc.oneof(
  fc
    .constantFrom('get_weather', 'schedule_meeting', 'list_alarms', 'none')
    .map((tool) => ({ tool })),
  fc.record({ city: fc.string() }),
  fc.record({ title: fc.string() }),
  fc.record({ time: fc.string() }),
  fc.record({ attendees: fc.array(fc.string(), { maxLength: 2 }) }),
);
const text = fc.oneof(
  { weight: 6, arbitrary: jsonAnswer.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string() },
  {
    weight: 1,
    arbitrary: fc
      .array(
        fc.constantFrom(
          '<tool_call>',
          '[',
          '{',
          'get_weather(',
          '"',
          "'",
          ')',
          '```',
          ':',
          ',',
          '\n',
        ),
      )
      .map((parts) => parts.join('')),
  },
);
const rawAnswer: fc.Arbitrary<RawAnswer> = fc.record({
  text,
  toolCalls: fc.array(
    fc.record({ name: fc.constantFrom('get_weather', 'other'), argumentsText: text }),
    { maxLength: 2 },
  ),
  finishReason: fc.constantFrom('stop', 'length', 'tool-calls', 'error'),
});

describe.each(Object.values(VARIANTS))('$name', (variant) => {
  it('ends after a bounded number of questions, whatever the answers are', () => {
    const answers = fc.array(rawAnswer, {
      minLength: MOST_QUESTIONS + 1,
      maxLength: MOST_QUESTIONS + 1,
    });
    fc.assert(
      fc.property(answers, (all) => {
        const used = all.findIndex(
          (_, count) => variant.next(aTask(), all.slice(0, count)).kind === 'decide',
        );
        expect(used).toBeGreaterThan(0);
        expect(used).toBeLessThanOrEqual(MOST_QUESTIONS);
      }),
      { seed: 7 },
    );
  });

  it('gives the same step for the same answers', () => {
    fc.assert(
      fc.property(fc.array(rawAnswer, { maxLength: 4 }), (answers) => {
        expect(variant.next(aTask(), answers)).toEqual(variant.next(aTask(), answers));
      }),
      { seed: 7 },
    );
  });

  it('ends every answer, and every text and list in a constrained one', () => {
    const question = asked(variant);
    expect(question.maxTokens).toBeGreaterThan(0);
    expect(unbounded(question.answerSchema ?? {})).toEqual([]);
  });

  it('puts the shared conversation and earlier turns before what the user says now', () => {
    const { messages } = asked(variant, [], inConversation);
    const last = messages.slice(-4);
    expect(last.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant', 'user']);
    expect(last.map(({ content }) => content)).toEqual([
      'Hello yourself.',
      'And tomorrow?',
      'For which city?',
      expect.stringContaining('Ghent, please'),
    ]);
  });

  it('uses the system wording and the tool descriptions of a named prompt set', () => {
    const prompt = { system: 'Be terse.', tools: { get_weather: 'Sky report.' } };
    const sent = JSON.stringify(asked(variant, [], aTask({ prompt })));
    expect(sent).toContain('Be terse.');
    expect(sent).toContain('Sky report.');
    expect(sent).not.toContain('Weather of a city.');
  });

  it('has one system message, with those of the item in it', () => {
    const messages = [
      { role: 'system', content: 'The user lives in Ghent.' } as const,
      ...aTask().messages,
    ];
    const systems = asked(variant, [], aTask({ messages })).messages.filter(
      ({ role }) => role === 'system',
    );
    expect(systems).toHaveLength(1);
    expect(systems[0]?.content).toContain('The user lives in Ghent.');
  });
});

describe('variantNamed()', () => {
  it('knows every name of the closed list, and no other', () => {
    expect(Object.keys(VARIANTS)).toEqual([...VARIANT_NAMES]);
    expect(VARIANT_NAMES.map((name) => variantNamed(name)?.name)).toEqual([...VARIANT_NAMES]);
    expect(variantNamed('toString')).toBeUndefined();
  });

  it('says of those that need examples that they do', () => {
    const needing = Object.values(VARIANTS).filter((variant) => variant.needsExamples);
    expect(needing.map(({ name }) => name)).toEqual(NEED_EXAMPLES);
  });
});

const inConversation: VariantTask = aTask({
  history: [
    { role: 'user', content: 'Hello.' },
    { role: 'assistant', content: 'Hello yourself.' },
  ],
  messages: [
    { role: 'user', content: 'And tomorrow?' },
    { role: 'assistant', content: 'For which city?' },
    { role: 'user', content: 'Ghent, please' },
  ],
});

/** The places in a schema where a free text has no maximum length, or a list no maximum number of items. */
function unbounded(schema: Json, place = ''): readonly string[] {
  if (Array.isArray(schema)) {
    return schema.flatMap((each: Json, index) => unbounded(each, `${place}/${index}`));
  }
  if (!isJsonObject(schema)) return [];
  const inside = Object.entries(schema).flatMap(([name, each]) =>
    unbounded(each, `${place}/${name}`),
  );
  return isBounded(schema) ? inside : [place, ...inside];
}

function isBounded({ type, enum: choice, const: only, maxLength, maxItems }: JsonObject): boolean {
  if (type === 'array') return typeof maxItems === 'number';
  if (type !== 'string' || choice !== undefined || only !== undefined) return true;
  return typeof maxLength === 'number';
}
