import { takeRequest } from '../../activities/models/rate-limit';
import { ThrottledError } from '../../activities/ports';
import { chatCompletion } from './support/answers';
import { clientAt, entryAt, failureOf, requestOf } from './support/clients';
import { answers, startStandIn } from './support/stand-in';

describe('takeRequest()', () => {
  it('lets as many requests begin in any minute as the entry allows', () => {
    const entry = entryAt(null, { name: 'two-a-minute', requestsPerMinute: 2 });
    takeRequest(entry, 0);
    takeRequest(entry, 10_000);
    expect(() => takeRequest(entry, 59_000)).toThrow(
      new ThrottledError(
        'Model "two-a-minute" waits: its 2 requests per minute are used up',
        1_000,
      ),
    );
    takeRequest(entry, 60_000);
    expect(() => takeRequest(entry, 60_001)).toThrow(ThrottledError);
    takeRequest(entry, 70_000);
  });

  it('tells how long to wait', async () => {
    const entry = entryAt(null, { name: 'one-a-minute', requestsPerMinute: 1 });
    takeRequest(entry, 0);
    const late = failureOf(Promise.resolve().then(() => takeRequest(entry, 45_000.5)));
    expect(await late).toMatchObject({ retryAfterMs: 15_000 });
  });

  it('is shared by all clients of a model, and asks the endpoint nothing when none is left', async () => {
    const server = await startStandIn(answers(200, chatCompletion('x')));
    const limited = { name: 'shared', requestsPerMinute: 1 };
    const never = new AbortController().signal;
    await clientAt(server.url, limited).complete(requestOf(), never);
    const failure = await failureOf(clientAt(server.url, limited).complete(requestOf(), never));
    expect(failure).toBeInstanceOf(ThrottledError);
    expect(server.requests).toHaveLength(1);
    await server.close();
  });
});
