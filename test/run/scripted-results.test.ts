import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chatCompletion, toolCompletion } from '../models/support/answers';
import { failureOf } from '../models/support/clients';
import { answers } from '../models/support/stand-in';
import { anItem, aSuiteFile } from '../suites/a-suite-file';
import { type Reply, transcriptOf, userTexts, withRuns } from './running';

const weatherCall = (city: string) => ({ tool: 'get_weather', arguments: { city } });
const suite = aSuiteFile({
  items: [
    anItem(
      'trip',
      {
        order: 'given',
        calls: [weatherCall('Lisbon'), { tool: 'set_timer', arguments: { minutes: 5 } }],
        answer: { contains: 'sunny' },
      },
      {
        results: [
          { ...weatherCall('Lisbon'), result: { sky: 'sunny' } },
          { tool: 'set_timer', result: 'done' },
        ],
      },
    ),
  ],
});

const says = (text: string) => answers(200, chatCompletion(text));
const calls = (name: string, given: object) =>
  answers(200, toolCompletion(name, JSON.stringify(given)));
const weather = calls('get_weather', { city: 'Lisbon' });
const timer = calls('set_timer', { minutes: 5 });
const inTurn =
  (...turns: readonly ReturnType<typeof says>[]): Reply =>
  ({ call }) =>
    turns[call - 1] ?? says('over');

async function letters(reply: Reply, of: object = suite, spec = {}): Promise<string> {
  let told = '';
  await withRuns({ reply, suite: of }, async ({ run, chats }) => {
    told = `${(await run({ spec })).letters}${chats().length}`;
  });
  return told;
}

describe('an item with scripted results', () => {
  it.each<[string, Reply, string]>([
    [
      'right when calls and answer are',
      inTurn(weather, timer, says('It is SUNNY, timer set')),
      'P3',
    ],
    ['A when the answer is wrong', inTurn(weather, timer, says('Rain')), 'A3'],
    ['N when a call is missing', inTurn(weather, says('sunny')), 'N2'],
    ['W when the order is wrong', inTurn(timer, weather, says('sunny')), 'W3'],
    ['A when an argument has no result', inTurn(calls('get_weather', { city: 'Oslo' })), 'A1'],
    ['W when a call comes again, and ends there', inTurn(weather, weather), 'W2'],
    ['M when a later answer cannot be read', inTurn(weather, calls('set_timer', {})), 'M2'],
    ['N when nothing is said at the end', inTurn(weather, timer, says('')), 'N3'],
  ])('is %s', async (_, reply, told) => {
    expect(await letters(reply)).toBe(told);
  });

  it('gives results back in the tool protocol, and counts and writes down all turns', async () => {
    const reply = inTurn(weather, timer, says('sunny'));
    await withRuns({ reply, suite }, async (bench) => {
      const result = await bench.run();
      const [, second] = bench.chats();
      expect(second?.body['messages']).toMatchObject([
        { role: 'system' },
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ id: 'call1x1', function: { name: 'get_weather' } }] },
        { role: 'tool', tool_call_id: 'call1x1', content: '{"sky":"sunny"}' },
      ]);
      expect(result.measured).toMatchObject({ calls: 3, inputTokens: 33, outputTokens: 21 });
      const { lines } = await transcriptOf(bench, result);
      expect(lines.slice(1).map(({ turn }) => turn)).toEqual([undefined, 2, 3]);
    });
  });

  it('ends after as many turns as it may have', async () => {
    const [item] = suite.items as readonly object[];
    const short = { ...suite, items: [{ ...item, maxTurns: 1 }] };
    expect(await letters(inTurn(weather, timer, says('sunny')), short)).toBe('N1');
  });

  it.each([
    [
      'json_schema',
      '{"calls":[{"tool":"get_weather","arguments":{"city":"Lisbon"}}]}',
      '{"calls":[]}',
    ],
    ['raw_schema', '{"tool":"get_weather","arguments":{"city":"Lisbon"}}', '{"tool":"none"}'],
  ])('tells %s in words what was called and what came of it', async (variant, first, last) => {
    const items = [
      anItem(
        'one',
        { calls: [weatherCall('Lisbon')] },
        { results: [{ tool: 'get_weather', result: 'sun' }] },
      ),
    ];
    await withRuns(
      { reply: inTurn(says(first), says(last)), suite: aSuiteFile({ items }) },
      async ({ run, chats }) => {
        expect((await run({ spec: { variant } })).letters).toBe('P');
        expect(userTexts(chats()[1] ?? Object.assign({}))).toEqual([
          'The prompt of one\nCalled already: {"tool":"get_weather","arguments":{"city":"Lisbon"}}, result: sun',
        ]);
      },
    );
  });
});

describe('an expected answer', () => {
  const asking = (answer: unknown) => ({
    name: 'words',
    items: [{ id: 'one', prompt: 'Say it', expect: { answer } }],
  });

  it.each<[unknown, string, string]>([
    ['Lisbon', 'lisbon.', 'P'],
    ['Lisbon', 'In Lisbon', 'A'],
    [{ contains: 'lisbon' }, 'In Lisbon', 'P'],
    [{ matches: '(?s).*\\b[0-9]+ EUR.*' }, 'That is\n12 EUR', 'P'],
    [{ matches: '[0-9]+' }, 'That is 12', 'A'],
    [{ schema: { type: 'object', required: ['a'] } }, '{"a":1}', 'P'],
    [{ schema: { type: 'object', required: ['a'] } }, '```json\n{"a":1}\n```', 'P'],
    [{ schema: { type: 'object', required: ['a'] } }, '{"b":1}', 'A'],
    [{ schema: { type: 'object' } }, 'no JSON', 'M'],
  ])('%j of %j is %s', async (answer, text, letter) => {
    expect(await letters(() => says(text), asking(answer))).toBe(`${letter}1`);
  });

  it('is inapplicable to a variant that reads only calls', async () => {
    await withRuns({ reply: () => says('x'), suite: asking('x') }, async ({ run }) => {
      expect(await failureOf(run({ spec: { variant: 'json_schema' } }))).toMatchObject({
        type: 'SPEC_INAPPLICABLE',
        message: expect.stringContaining('item "one" expects an answer in words'),
      });
    });
  });

  it.each([
    [
      'true for a good answer',
      'export const score = ({ answer }: { answer: string }) => answer === "ok";',
      'P',
    ],
    ['an object', 'export default { score: async () => ({ right: false }) };', 'A'],
  ])('is judged by a scorer in TypeScript: %s', async (_, text, letter) => {
    const wanted = {
      reply: () => says('ok'),
      suite: asking({ scorer: './own.ts' }),
      files: { 'own.ts': text },
    };
    await withRuns(wanted, async ({ run }) => {
      expect((await run()).letters).toBe(letter);
    });
  });

  it('is judged by the scorer that the guide shows', async () => {
    const guide = readFileSync(join(__dirname, '../../docs/suites.md'), 'utf8');
    const text = /```ts\n(.*?)```/s.exec(guide)?.[1] ?? '';
    const wanted = { suite: asking({ scorer: 'own.ts' }), files: { 'own.ts': text } };
    for (const [answer, letter] of [
      ['Thanks', 'P'],
      ['No', 'A'],
    ] as const) {
      await withRuns({ ...wanted, reply: () => says(answer) }, async ({ run }) => {
        expect((await run()).letters).toBe(letter);
      });
    }
  });

  it.each([
    ['throws', 'export function score() { throw new Error("no idea"); }', /own\.ts: no idea/],
    ['answers nonsense', 'export const score = () => "yes";', /own\.ts: score\(\) answered "yes"/],
    ['ends its thread', 'export const score = () => process.exit(3);', /own\.ts: .*code 3/],
    ['has no score', 'export const points = 1;', /own\.ts: it exports no function called score/],
    ['cannot be loaded', 'export const = 1;', /own\.ts: cannot be loaded/],
  ])('is an error with its name when the scorer %s', async (_, text, message) => {
    const wanted = {
      reply: () => says('ok'),
      suite: asking({ scorer: './own.ts' }),
      files: { 'own.ts': text },
    };
    await withRuns(wanted, async ({ run }) => {
      expect(await failureOf(run())).toMatchObject({
        type: 'PLUGIN_FAILED',
        nonRetryable: true,
        message: expect.stringMatching(message),
      });
    });
  });
});
