import { askInTime } from '../../activities/models/ask-in-time';
import { resolveEndpoint } from '../../activities/models/endpoint';
import { codeOf, ENV, entryAt, failureOf } from './support/clients';
import { answers, type StandIn, startStandIn } from './support/stand-in';

const what = { path: '/models', method: 'GET' } as const;
const never = new AbortController().signal;
let server: StandIn | undefined;
afterEach(() => server?.close());

describe('askInTime()', () => {
  it('gives the answer of an endpoint that answers', async () => {
    server = await startStandIn(answers(200, { data: [] }));
    const endpoint = resolveEndpoint(entryAt(server.url), ENV);
    const reply = await askInTime(endpoint, what, { signal: never, limitMs: 10_000 });
    expect(JSON.parse(reply.text)).toEqual({ data: [] });
  });

  it('calls an endpoint that takes the request and stays silent unreachable, and says so', async () => {
    server = await startStandIn(() => undefined);
    const endpoint = resolveEndpoint(entryAt(server.url), ENV);
    const failure = await failureOf(askInTime(endpoint, what, { signal: never, limitMs: 200 }));
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
    expect(failure.message).toContain('accepted a request (GET /models) and did not answer within');
  });

  it('gives the reason of the caller who gave up first', async () => {
    server = await startStandIn(() => undefined);
    const endpoint = resolveEndpoint(entryAt(server.url), ENV);
    const signal = AbortSignal.abort(new Error('stopped by the test'));
    const failure = await failureOf(askInTime(endpoint, what, { signal, limitMs: 10_000 }));
    expect(failure.message).toBe('stopped by the test');
  });
});
