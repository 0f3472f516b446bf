import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluginFile } from '../../activities/plugins/plugin-file';
import { MOST_QUESTIONS } from '../../src/plugins/variant-step';
import { chatCompletion } from '../models/support/answers';
import { failureOf } from '../models/support/clients';
import { answers } from '../models/support/stand-in';
import { anItem, aSuiteFile } from '../suites/a-suite-file';
import { type Bench, right, transcriptOf, withRuns } from './running';

const says = (text: string) => () => answers(200, chatCompletion(text));
const one = aSuiteFile({
  items: [anItem('rain', { calls: [{ tool: 'get_weather', arguments: { city: 'Lisbon' } }] })],
});

/** Runs with a variant of this text, of the file `own.ts`. */
async function withVariant(
  text: string,
  wanted: Parameters<typeof withRuns>[0],
  use: (
    bench: Omit<Bench, 'run'> & { readonly run: () => ReturnType<Bench['run']> },
  ) => Promise<void>,
): Promise<void> {
  await withRuns({ ...wanted, files: { 'own.ts': text } }, async (bench) => {
    const variantFile = await pluginFile(join(bench.dataDir, 'own.ts'));
    const run = () => bench.run({ spec: { variant: 'own', isolation: 1 }, variantFile });
    await use({ ...bench, run });
  });
}

async function letterOf(decision: string, answer = 'It is sunny'): Promise<string> {
  let letters = '';
  const text = `export const next = ({ messages, answers: [answer] }) =>
    answer === undefined ? { ask: { messages } } : (${decision});`;
  await withVariant(text, { reply: says(answer), suite: one }, async ({ run }) => {
    ({ letters } = await run());
  });
  return letters;
}

describe('a variant of a plug-in', () => {
  it('asks as the example does: for words, and then for the calls as JSON', async () => {
    const example = readFileSync(join(__dirname, '../../examples/plugins/variant.ts'), 'utf8');
    const decided = '{"calls":[{"tool":"get_weather","arguments":{"city":"Lisbon"}}]}';
    const reply = ({ call }: { readonly call: number }) =>
      answers(200, chatCompletion(call === 1 ? 'The weather' : decided));
    await withVariant(example, { reply, suite: one }, async (bench) => {
      const result = await bench.run();
      expect(result).toMatchObject({ letters: 'P', measured: { calls: 2 } });
      const [first, second] = bench.chats();
      expect(first?.body).toMatchObject({ max_tokens: 96, messages: [{ role: 'system' }, {}] });
      expect(second?.body).toMatchObject({
        messages: [{ role: 'system' }, {}, { role: 'assistant', content: 'The weather' }, {}],
        response_format: { type: 'json_schema' },
      });
      const variantFile = await pluginFile(join(bench.dataDir, 'own.ts'));
      expect((await transcriptOf(bench, result)).lines[0]).toMatchObject({ variantFile });
    });
  });

  it('can ask with the tools parameter, and reads what the built-in variants read', async () => {
    const text = `export const next = ({ tools, messages, answers: [answer] }) => {
      if (answer === undefined) return { ask: { messages, tools } };
      return { calls: answer.toolCalls.map((call) => ({ tool: call.name, arguments: call.argumentsText })) };
    };`;
    await withVariant(text, { reply: right }, async ({ run }) => {
      expect((await run()).letters).toBe('PPP');
    });
  });

  it.each([
    ['no call', '{ calls: [] }', 'N'],
    ['words', '{ text: answer.text }', 'N'],
    ['an answer that it cannot read', "{ malformed: 'odd' }", 'M'],
    ['a tool that is not there', "{ calls: [{ tool: 'get_wether', arguments: {} }] }", 'M'],
    ['calls that are no list', "{ calls: 'get_weather' }", 'M'],
    ['a call that is none', '{ calls: [7] }', 'M'],
    ['wrong arguments', "{ calls: [{ tool: 'get_weather', arguments: { city: 'Oslo' } }] }", 'A'],
  ])('makes an outcome of %s', async (_, decision, letter) => {
    expect(await letterOf(decision)).toBe(letter);
  });

  it.each([
    ['throws', 'export const next = () => { throw new Error("no idea"); };', /own\.ts: no idea/],
    [
      'answers nonsense',
      'export const next = () => ({ ask: "What?" });',
      /own\.ts: next\(\) answered .*expected \{ask/,
    ],
    [
      'decides before it has asked',
      'export const next = () => ({ calls: [] });',
      /own\.ts: next\(\): it decides before it has asked anything/,
    ],
    [
      'has no end',
      'export const next = ({ messages }) => ({ ask: { messages } });',
      /own\.ts: next\(\): it goes on asking after 32 answers/,
    ],
    ['has no next', 'export const ask = 1;', /own\.ts: it exports no function called next/],
  ])('is an error with its name when it %s', async (_, text, message) => {
    await withVariant(text, { reply: says('Hello'), suite: one }, async ({ run, chats }) => {
      expect(await failureOf(run())).toMatchObject({
        type: 'PLUGIN_FAILED',
        nonRetryable: true,
        message: expect.stringMatching(message),
      });
      expect(chats().length).toBeLessThanOrEqual(MOST_QUESTIONS);
    });
  });

  it('is never another file than the one that the run is asked for', async () => {
    await withRuns({ reply: right, files: { 'own.ts': '' } }, async ({ run, dataDir }) => {
      const variantFile = { file: join(dataDir, 'own.ts'), sha256: '0'.repeat(64) };
      expect(await failureOf(run({ spec: { variant: 'own' }, variantFile }))).toMatchObject({
        type: 'PLUGIN_FAILED',
        message: expect.stringContaining('it has changed since this work began'),
      });
    });
  });
});
