import type { ModelEntry } from '../../activities/ports';
import { CANARY, clientAt, codeOf, failureOf } from './support/clients';
import { createMoment } from './support/moment';
import { answers, type Behaviour, type StandIn, startStandIn } from './support/stand-in';

const never = new AbortController().signal;
let server: StandIn | undefined;
afterEach(() => server?.close());

async function identify(behave: Behaviour, changes: Partial<ModelEntry> = {}) {
  server = await startStandIn(behave);
  return clientAt(server.url, changes).identify(never);
}

const listOf = (...ids: string[]) => ({ object: 'list', data: ids.map((id) => ({ id })) });

/** Lists models as Ollama does: digests on a path of its own. */
const ollama: Behaviour = (response, { path }) => {
  if (path === '/v1/models') answers(200, listOf('other:latest', 'tiny:latest'))(response, seen);
  else if (path === '/api/tags') {
    const models = [{ name: 'tiny:latest', digest: 'ab12' }];
    answers(200, { models })(response, seen);
  } else answers(404, '404 page not found')(response, seen);
};
const seen = { method: 'GET', path: '', headers: {}, body: {} };

describe('identify()', () => {
  it('shows the key and finds the model in the list', async () => {
    expect(await identify(answers(200, listOf('tiny')))).toEqual({
      servedModel: 'tiny',
      digest: null,
    });
    expect(server?.requests[0]).toMatchObject({
      method: 'GET',
      path: '/v1/models',
      headers: { authorization: `Bearer ${CANARY}` },
    });
  });

  it('tells an endpoint that says itself that it plays its answers', async () => {
    const played = answers(200, listOf('tiny'), { 'x-simulated': 'true' });
    expect(await identify(played)).toMatchObject({ servedModel: 'tiny', simulated: true });
  });

  it('takes the digest from the list where it is told there', async () => {
    const list = { data: [{ id: 'tiny', digest: 'sha256:77' }] };
    expect(await identify(answers(200, list), { provider: 'embedded' })).toEqual({
      servedModel: 'tiny',
      digest: 'sha256:77',
    });
    expect(server?.requests).toHaveLength(1);
  });

  it('asks Ollama for the digest on its own path, without the key, and knows tiny as tiny:latest', async () => {
    expect(await identify(ollama)).toEqual({ servedModel: 'tiny:latest', digest: 'ab12' });
    expect(server?.requests[1]?.path).toBe('/api/tags');
    expect(server?.requests[1]?.headers.authorization).toBeUndefined();
  });

  it('names at most ten of the models that are there when the one asked for is not', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `model-${index}`);
    const failure = await failureOf(identify(answers(200, listOf(...ids))));
    expect(codeOf(failure)).toBe('MODEL_NOT_FOUND');
    expect(failure.message).toContain('model-9 and 2 more');
    expect(failure.message).not.toContain('model-10');
  });

  it('takes a name in servedAs for the model', async () => {
    const changes = { servedAs: ['/models/tiny.gguf'] };
    expect(await identify(answers(200, listOf('/models/tiny.gguf')), changes)).toMatchObject({
      servedModel: '/models/tiny.gguf',
    });
  });

  it.each([
    ['an empty list', 200, listOf()],
    ['a list of another shape', 200, ['tiny']],
    ['no list', 404, '404 page not found'],
    ['a list that fails', 500, 'oops'],
    ['no JSON', 200, 'hello'],
  ])('makes no fault of %s', async (_, status, body) => {
    expect(await identify(answers(status, body))).toEqual({ servedModel: null, digest: null });
  });

  it.each([
    [401, 'MODEL_UNAUTHORIZED'],
    [403, 'MODEL_UNAUTHORIZED'],
    [503, 'ThrottledError'],
  ])('fails on %i', async (status, code) => {
    expect(codeOf(await failureOf(identify(answers(status, ''))))).toBe(code);
  });

  it('fails when nothing listens', async () => {
    await identify(answers(200, listOf('tiny')));
    await server?.close();
    const failure = await failureOf(clientAt(server?.url ?? '').identify(never));
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
  });

  it('asks Anthropic with its own headers for the whole list', async () => {
    const changes = { provider: 'anthropic', modelId: 'claude-tiny' } as const;
    expect(await identify(answers(200, listOf('claude-tiny-20250101')), changes)).toEqual({
      servedModel: 'claude-tiny-20250101',
      digest: null,
    });
    expect(server?.requests).toHaveLength(1);
    expect(server?.requests[0]).toMatchObject({
      path: '/v1/models?limit=1000',
      headers: { 'x-api-key': CANARY, 'anthropic-version': '2023-06-01' },
    });
  });

  it('ends with the reason when it is aborted', async () => {
    const asked = createMoment();
    server = await startStandIn(() => asked.comes());
    const controller = new AbortController();
    const failed = failureOf(clientAt(server.url).identify(controller.signal));
    await asked.came;
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await failed).toBe(reason);
  });
});
