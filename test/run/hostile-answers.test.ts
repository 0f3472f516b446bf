import { chatCompletion, toolCompletion } from '../models/support/answers';
import { failureOf } from '../models/support/clients';
import { answers } from '../models/support/stand-in';
import { anItem } from '../suites/a-suite-file';
import { timesTheWork } from '../support/times-the-work';
import { at, type Reply, right, withRuns } from './running';

const deep = (levels: number, of = '{"city":') => of.repeat(levels) + '1' + '}'.repeat(levels);

async function lettersOf(reply: Reply, spec: object): Promise<string> {
  let letters = '';
  await withRuns({ reply }, async ({ run }) => {
    letters = (await run({ spec: { timeoutSeconds: 20, ...spec } })).letters;
  });
  return letters;
}

/** Between what ten times the text takes where it is read once, and where it is read again for each of its marks. */
const NOT_SQUARE = 30;

describe('an answer that was made to harm', () => {
  it.each([
    { what: 'arguments of 5,000 levels', text: deep(5_000), letter: 'M' },
    { what: 'arguments of 300,000 levels', text: deep(300_000), letter: 'M' },
    {
      what: 'three megabytes of an argument',
      text: `{"city":"${'x'.repeat(3_000_000)}"}`,
      letter: 'M',
    },
    { what: 'control characters and NUL', text: '{"city":"\\u0000\\u001b[2J"}', letter: 'A' },
    { what: 'a prototype', text: '{"__proto__":{"city":"Lisbon"},"constructor":1}', letter: 'M' },
    { what: 'a path', text: '{"city":"../../etc/passwd"}', letter: 'A' },
  ])('is an outcome like any other: $what', async ({ text, letter }) => {
    const reply = at([1], answers(200, toolCompletion('get_weather', text)));
    const letters = await lettersOf(reply, {});
    expect(`${letters.charAt(0)} ${letters.slice(1)}`).toBe(`${letter} PP`);
  });

  it.each([
    { what: 'a schema that is itself', schema: { $ref: '#' }, text: '{"a":1}' },
    {
      what: 'a tree of 100,000 levels',
      schema: { type: 'object', properties: { city: { $ref: '#' } } },
      text: deep(100_000),
    },
  ])('does not fit where that cannot be seen: $what', async ({ schema, text }) => {
    const suite = { name: 'words', items: [anItem('rain', { answer: { schema } })] };
    await withRuns({ reply: () => answers(200, chatCompletion(text)), suite }, async ({ run }) => {
      expect((await run({})).letters).toBe('A');
    });
  });

  it.each([
    { prompt_tokens: -5, completion_tokens: 1 },
    { prompt_tokens: 1.5, completion_tokens: 1 },
    { prompt_tokens: 1e308, completion_tokens: 1e308 },
  ])('puts no made-up number of tokens on the account: %j', async (usage) => {
    const reply = () => answers(200, { ...Object(chatCompletion('Hello')), usage });
    await withRuns({ reply }, async ({ run }) => {
      expect(await run({})).toMatchObject({ measured: { inputTokens: 0, outputTokens: 0 } });
    });
  });

  it('says that headers are too large', async () => {
    const reply = () => answers(200, {}, { 'x-much': 'y'.repeat(100_000) });
    await withRuns({ reply }, async ({ run }) => {
      expect((await failureOf(run({}))).message).toContain('headers of the answer');
    });
  });

  it.each<{ readonly what: string; readonly most: number; readonly of: (count: number) => string }>(
    [
      { what: 'brackets that never close', most: 300_000, of: (count) => '{'.repeat(count) },
      { what: 'brackets of all kinds', most: 100_000, of: (count) => '[{('.repeat(count) },
      { what: 'quotes', most: 200_000, of: (count) => '{"'.repeat(count) },
      { what: 'fences', most: 100_000, of: (count) => '```\n'.repeat(count) },
      { what: 'tags', most: 50_000, of: (count) => '<tool_call>'.repeat(count) },
      {
        what: 'a call of many levels',
        most: 20_000,
        of: (count) => `{"name":"get_weather","arguments":${deep(count)}}`,
      },
      {
        what: 'lists of many levels',
        most: 100_000,
        of: (count) => '['.repeat(count) + ']'.repeat(count),
      },
    ],
  )(
    'is read with work that grows as it does where it is text: $what',
    async ({ most, of }) => {
      const [long, short] = [most, most / 10].map((count) =>
        at([1], answers(200, chatCompletion(of(count)))),
      );
      for (const variant of ['raw_schema', 'json_schema', 'atomic']) {
        const read = async (reply: Reply = right) => {
          expect(await lettersOf(reply, { variant })).toHaveLength(3);
        };
        const times = await timesTheWork(
          () => read(long),
          () => read(short),
          NOT_SQUARE,
        );
        expect({ variant, times: times < NOT_SQUARE ? 'few' : times }).toEqual({
          variant,
          times: 'few',
        });
      }
    },
    120_000,
  );

  it.each([
    { what: 'a body of 100,000 levels', body: deep(100_000, '{"a":') },
    { what: 'a body of 50 megabytes', body: 'x'.repeat(50_000_000) },
    { what: 'no UTF-8', body: Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]).toString('latin1') },
  ])(
    'voids the run with a reason that a person can read: $what',
    async ({ body }) => {
      await withRuns({ reply: () => answers(200, body) }, async ({ run }) => {
        const failure = await failureOf(run({}));
        expect(failure.message.length).toBeLessThan(2_000);
        expect(failure.message).not.toMatch(/\p{Cc}(?<!\n)/u);
      });
    },
    60_000,
  );
});
