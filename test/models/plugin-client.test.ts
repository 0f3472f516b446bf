import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createModelClient } from '../../activities/models/create-model-client';
import { loadModels } from '../../activities/models/load-models';
import { CANARY, codeOf, ENV, failureOf, requestOf, WEATHER } from './support/clients';
import { answers, startStandIn } from './support/stand-in';

const never = new AbortController().signal;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratchet-provider-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function clientOf(text: string | null, baseUrl = 'http://127.0.0.1:9') {
  const provider = text === null ? resolve('examples/plugins/provider.ts') : './mine.ts';
  if (text !== null) await writeFile(join(folder, 'mine.ts'), text);
  const file = join(folder, 'models.yaml');
  await writeFile(
    file,
    `models:\n  mine: { provider: ${provider}, model: tiny, baseUrl: "${baseUrl}", apiKeyEnv: TEST_KEY }\n`,
  );
  const { mine } = await loadModels(file);
  if (!mine) throw new RangeError('No entry');
  return createModelClient(mine, { env: ENV });
}

describe('a provider of the models file', () => {
  it('asks as the example does: Ollama by its own protocol', async () => {
    const call = { function: { name: 'get_weather', arguments: { city: 'Lisbon' } } };
    const server = await startStandIn(
      answers(200, { model: 'tiny:latest', message: { content: '', tool_calls: [call] } }),
    );
    const client = await clientOf(null, new URL(server.url).origin);
    const answer = await client.complete(requestOf({ tools: [WEATHER] }), never);
    await server.close();
    expect(answer.raw.toolCalls).toEqual([
      { name: 'get_weather', argumentsText: '{"city":"Lisbon"}' },
    ]);
    expect(answer.servedModel).toBe('tiny:latest');
    expect(server.requests[0]?.path).toBe('/api/chat');
  });

  it.each([
    ['unreachable', 'MODEL_UNREACHABLE'],
    ['unauthorized', 'MODEL_UNAUTHORIZED'],
    ['not-found', 'MODEL_NOT_FOUND'],
    ['unsupported', 'SPEC_INAPPLICABLE'],
    ['busy', 'ThrottledError'],
  ])('fails as it says: %s', async (failed, code) => {
    const client = await clientOf(
      `export const complete = () => ({ failed: '${failed}', message: 'words', retryAfterSeconds: 2 });`,
    );
    const failure = await failureOf(client.complete(requestOf(), never));
    expect(codeOf(failure)).toBe(code);
    expect(failure.message).toContain('words');
  });

  it('is an error with its name where it throws or answers nonsense, without the key in it', async () => {
    const text =
      'export const complete = ({ model }) => { throw new Error("my " + model.apiKey); };';
    const failure = await failureOf((await clientOf(text)).complete(requestOf(), never));
    expect(codeOf(failure)).toBe('PLUGIN_FAILED');
    expect(failure.message).toBe(`Cannot use the plug-in ${join(folder, 'mine.ts')}: my [key]`);
    const nonsense = await clientOf('export const complete = () => "Hello";');
    expect((await failureOf(nonsense.complete(requestOf(), never))).message).toContain(
      'complete() answered "Hello"; expected {text',
    );
  });

  it('ends with the limit of the call when it hangs', async () => {
    const client = await clientOf('export const complete = () => { for (;;); };');
    const asked = client.complete(requestOf(), AbortSignal.timeout(500));
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('takes the key out of an answer that repeats it', async () => {
    const client = await clientOf(
      'export const complete = ({ model }) => ({ text: model.apiKey });',
    );
    const { raw } = await client.complete(requestOf(), never);
    expect(raw.text).toBe('[key]');
    expect(JSON.stringify(raw)).not.toContain(CANARY);
  });

  it('has another digest with another file, whatever it says of its weights', async () => {
    const say = (digest: string) =>
      `export const complete = () => ({ text: '' });\nexport const identify = () => ({ digest: '${digest}' });`;
    const digestOf = async (text: string) => (await clientOf(text)).identify(never);
    const first = await digestOf(say('a'));
    expect(await digestOf(say('a'))).toEqual(first);
    expect(await digestOf(say('b'))).not.toEqual(first);
    expect(await digestOf(`${say('a')}\n// changed`)).not.toEqual(first);
  });

  it('is named where it is not there', async () => {
    const failure = await failureOf(loadModelsNaming('./nowhere.ts'));
    expect(codeOf(failure)).toBe('MODELS_INVALID');
    expect(failure.message).toContain('nowhere.ts: there is no such file');
  });
});

async function loadModelsNaming(provider: string) {
  const file = join(folder, 'models.yaml');
  await writeFile(file, `models:\n  mine: { provider: ${provider}, model: tiny }\n`);
  return loadModels(file);
}
