import { connect } from 'node:net';
import { eventually } from './support/eventually';
import { type ModelServer, startModelServer } from './support/model-server';
import { exitCodeOf } from './support/run-tsx';

const MODEL = 'smollm2-135m';
const CHAT = '/v1/chat/completions';
/** The first start on a machine installs the engine and fetches 93 MB. */
const FIRST_START_MS = 300_000;

const asked = (content: string, over: object = {}) => ({
  model: MODEL,
  messages: [{ role: 'user', content }],
  max_tokens: 24,
  ...over,
});

const anAnswer = (content: unknown, over: object = {}) => ({
  status: 200,
  body: expect.objectContaining({
    choices: [
      expect.objectContaining({ message: expect.objectContaining({ role: 'assistant', content }) }),
    ],
    ...over,
  }),
});

const someTime = (loadMs: unknown) => ({
  timings: {
    queue_ms: expect.any(Number),
    load_ms: loadMs,
    prompt_ms: expect.any(Number),
    generate_ms: expect.any(Number),
  },
});
const anError = (status: number, error: object) => ({
  status,
  body: { error: expect.objectContaining(error) },
});

describe('the embedded model', () => {
  let server: ModelServer;

  beforeAll(async () => {
    server = await startModelServer(['--model', MODEL]);
  }, FIRST_START_MS);

  afterAll(() => server.end());

  const contentOf = async (body: object): Promise<string> => {
    const answer = JSON.stringify((await server.post(CHAT, body)).body);
    return /"content":("(?:[^"\\]|\\.)*")/.exec(answer)?.[1] ?? answer;
  };

  it('says in one line of JSON where it listens, and listens on the loopback address', () => {
    expect(server.lines.map((line) => JSON.parse(line))).toEqual([
      { event: 'listening', url: server.url, pid: server.process.pid },
    ]);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('has nothing in memory before the first request', async () => {
    expect(await server.get('/health')).toEqual({
      status: 200,
      body: { status: 'ok', loaded: [], queued: 0 },
    });
  });

  it('loads at the first request, and tells the time that took', async () => {
    const question = asked('What is the capital of Japan?');
    expect(await server.post(CHAT, question)).toEqual(
      anAnswer(expect.stringContaining('Tokyo'), {
        object: 'chat.completion',
        model: MODEL,
        system_fingerprint: 'fp_b179c9523d0e',
        ...someTime(expect.any(Number)),
      }),
    );
    expect(await server.post(CHAT, question)).toEqual(
      anAnswer(expect.stringContaining('Tokyo'), someTime(0)),
    );
  });

  it('lists the model with the hash of its weights', async () => {
    expect((await server.get('/v1/models')).body).toEqual({
      object: 'list',
      data: [
        {
          id: MODEL,
          object: 'model',
          owned_by: 'ratchet-embedded-model',
          digest: 'sha256:b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
          loaded: true,
        },
      ],
    });
  });

  it('counts tokens, and those that it did not have to compute again', async () => {
    const system = { role: 'system', content: 'You answer with one word. '.repeat(20) };
    const body = (content: string) =>
      asked('', { messages: [system, { role: 'user', content }], max_tokens: 3 });
    await server.post(CHAT, body('A colour?'));
    const { body: second } = await server.post(CHAT, body('A fruit?'));
    expect(second).toMatchObject({
      usage: {
        prompt_tokens: expect.any(Number),
        completion_tokens: expect.any(Number),
        prompt_tokens_details: { cached_tokens: expect.any(Number) },
      },
    });
    expect(JSON.stringify(second)).toMatch(/"cached_tokens":[1-9]/);
  });

  it('answers in the schema that it is given', async () => {
    const schema = {
      oneOf: [
        {
          type: 'object',
          properties: {
            tool: { const: 'get_weather' },
            arguments: { type: 'object', properties: { city: { type: 'string', maxLength: 20 } } },
          },
        },
        { type: 'object', properties: { tool: { enum: ['none'] } } },
      ],
    };
    const format = { type: 'json_schema', json_schema: { name: 'decision', schema } };
    const body = asked('Weather in Rome?', { response_format: format, max_tokens: 80 });
    const answer: unknown = JSON.parse(JSON.parse(await contentOf(body)));
    expect([
      { tool: 'get_weather', arguments: { city: expect.any(String) } },
      { tool: 'none' },
    ]).toContainEqual(answer);
  });

  it('gives the same answer to the same seed, and another one to another', async () => {
    const body = (seed: number) => asked('Tell me a story', { temperature: 1, seed });
    const first = await contentOf(body(1));
    expect(await contentOf(body(1))).toBe(first);
    expect(await contentOf(body(2))).not.toBe(first);
  });

  it('gives the same answer whatever was asked before, and after a cold start', async () => {
    const system = { role: 'system', content: 'You are a poet who knows the sea. '.repeat(12) };
    const body = asked('', { messages: [system, { role: 'user', content: 'Begin a poem' }] });
    const first = await contentOf(body);
    await server.post(CHAT, asked('', { messages: [system, { role: 'user', content: 'Hello' }] }));
    expect(await contentOf(body)).toBe(first);
    expect(await server.post('/v1/models/unload', { model: MODEL })).toEqual({
      status: 200,
      body: { unloaded: [MODEL] },
    });
    expect(await contentOf(body)).toBe(first);
  });

  it('stops where it is told to', async () => {
    const body = asked('Count from one to ten', { stop: ['three', '3'], max_tokens: 60 });
    expect(await contentOf(body)).not.toMatch(/three|3/);
  });

  it('gives up a request that its caller has abandoned, and serves the next one', async () => {
    const long = asked('Tell me a very long story', { max_tokens: 1500 });
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = server.post(CHAT, long, running.signal);
    const second = server.post(CHAT, long, waiting.signal);
    await eventually(async () =>
      JSON.stringify((await server.get('/health')).body).includes('"queued":1') ? true : undefined,
    );
    waiting.abort();
    running.abort();
    await expect(first).rejects.toThrow('aborted');
    await expect(second).rejects.toThrow('aborted');
    expect(await server.post(CHAT, asked('Hi'))).toEqual(anAnswer(expect.any(String)));
    expect((await server.get('/health')).body).toMatchObject({ queued: 0 });
  });

  it('unloads, so that the next request finds a cold start; twice is no error', async () => {
    expect((await server.post('/v1/models/unload', {})).body).toEqual({ unloaded: [MODEL] });
    expect((await server.post('/v1/models/unload', '')).body).toEqual({ unloaded: [] });
    const { body } = await server.post(CHAT, asked('Hi'));
    expect(JSON.stringify(body)).toMatch(/"load_ms":[1-9]/);
  });

  it.each([
    {
      what: 'an unknown model',
      body: asked('Hi', { model: 'gpt-9' }),
      error: { status: 404, code: 'model_not_found' },
    },
    { what: 'a body that is not JSON', body: '{', error: { status: 400, code: 'invalid_json' } },
    {
      what: 'a wrong field',
      body: asked('Hi', { temperature: 'hot' }),
      error: { status: 400, param: 'temperature' },
    },
    {
      what: 'a stream',
      body: asked('Hi', { stream: true }),
      error: { status: 400, param: 'stream' },
    },
    {
      what: 'a body over 1 MiB',
      body: asked('x'.repeat(1 << 20)),
      error: { status: 413, code: 'body_too_large' },
    },
    {
      what: 'a conversation too long for the model',
      body: asked('word '.repeat(5000)),
      error: { status: 400, code: 'context_length_exceeded' },
    },
  ])('refuses $what', async ({ body, error: { status, ...error } }) => {
    expect(await server.post(CHAT, body)).toEqual(anError(status, error));
  });

  it('tells an unknown path from a wrong method', async () => {
    expect(await server.get('/v1/nothing')).toEqual(anError(404, { code: 'unknown_path' }));
    expect(await server.get(CHAT)).toEqual(anError(405, { type: 'invalid_request_error' }));
  });
});

describe('the embedded model when it is asked to end', () => {
  it('ends with exit code 0 in the middle of an answer', async () => {
    const server = await startModelServer(['--model', MODEL]);
    const answer = server.post(CHAT, asked('Tell me a long story', { max_tokens: 1500 }));
    const outcome = answer.then(
      ({ status }) => status,
      () => 'cut',
    );
    await eventually(async () =>
      JSON.stringify((await server.get('/health')).body).includes(MODEL) ? true : undefined,
    );
    expect(await server.end()).toBe(0);
    expect(['cut', 503]).toContain(await outcome);
  });

  it('ends when its parent has gone, if it was told to', async () => {
    const server = await startModelServer(['--model', MODEL, '--exit-with-parent']);
    server.process.stdin?.end();
    expect(await exitCodeOf(server.process)).toBe(0);
  });

  it('refuses a port that is in use, naming it', async () => {
    const server = await startModelServer(['--model', MODEL]);
    const port = new URL(server.url).port;
    await expect(startModelServer(['--model', MODEL, '--port', port])).rejects.toThrow(
      'exit code 4',
    );
    expect(await isOpen(Number(port))).toBe(true);
    await server.end();
  });
});

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
