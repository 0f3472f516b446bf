import { chatCompletion, toolCompletion } from '../models/support/answers';
import { failureOf } from '../models/support/clients';
import { answers } from '../models/support/stand-in';
import { at, cut, hang, type Reply, right, userTexts, withRuns } from './running';

/** Long enough for any answer on a busy machine, short enough to wait for. */
const LIMIT = { timeoutSeconds: 3 };
const unreadable = answers(200, toolCompletion('get_weather', '{"city":'));
const wrong = answers(200, toolCompletion('get_weather', '{"city":"Oslo"}'));

async function lettersOf(reply: Reply, spec: object): Promise<{ letters: string; calls: number }> {
  let told = { letters: '', calls: 0 };
  await withRuns({ reply }, async ({ run, chats }) => {
    told = { letters: (await run({ spec })).letters, calls: chats().length };
  });
  return told;
}

describe('an item', () => {
  it('is P, W, A, N, O or M by what was answered', async () => {
    const letters = (reply: Reply) => lettersOf(reply, {}).then((told) => told.letters);
    expect(await letters(right)).toBe('PPP');
    expect(await letters(at([1, 3], wrong))).toBe('APO');
    expect(await letters(at([2], wrong))).toBe('PWP');
    expect(await letters(at([1], answers(200, chatCompletion('Sunny'))))).toBe('NPP');
    expect(await letters(at([1], unreadable))).toBe('MPP');
  });

  it('is T when no answer comes within the limit, and the next one is asked all the same', async () => {
    expect(await lettersOf(at([1], hang), LIMIT)).toEqual({ letters: 'TPP', calls: 3 });
  });

  it.each([
    { what: 'a time-out', reply: at([1], hang) },
    { what: 'an unreadable answer', reply: at([1], unreadable) },
    { what: 'a cut connection', reply: at([1], cut) },
    { what: 'a failure of the endpoint', reply: at([1], answers(500, { error: 'no' })) },
  ])('is asked again after $what while retries are left', async ({ reply }) => {
    expect(await lettersOf(reply, { ...LIMIT, retries: 1 })).toEqual({ letters: 'PPP', calls: 4 });
  });

  it('is asked again with another seed: the same one would bring the same answer', async () => {
    await withRuns({ reply: at([1], unreadable) }, async ({ run, chats }) => {
      await run({ spec: { retries: 1 } });
      const seeds = chats().map(({ body }) => body['seed']);
      expect(seeds).toEqual([7, 8, 7, 7]);
    });
  });

  it('keeps its letter when the retries are used up', async () => {
    expect(await lettersOf(at([1, 2, 3], unreadable), { retries: 2 })).toEqual({
      letters: 'MPP',
      calls: 5,
    });
  });

  it('is never asked again after a wrong but well-formed answer', async () => {
    expect(await lettersOf(at([1], wrong), { retries: 3 })).toEqual({ letters: 'APP', calls: 3 });
  });
});

describe('a throttled call', () => {
  it('is waited out: that costs neither the time limit nor a retry', async () => {
    const waitMs = 3_500;
    const throttled = answers(429, { error: 'slow down' }, { 'retry-after-ms': String(waitMs) });
    await withRuns({ reply: at([1], throttled) }, async ({ run, chats }) => {
      const { letters, measured } = await run({ spec: LIMIT });
      expect(letters).toBe('PPP');
      expect(chats()).toHaveLength(4);
      expect(measured.latency.firstMs).toBeLessThan(waitMs);
    });
  });

  it('is given up when the endpoint asks for longer than a run can wait', async () => {
    const closed = answers(503, { error: 'closed' }, { 'retry-after': '3600' });
    await withRuns({ reply: () => closed }, async ({ run, chats }) => {
      expect(await failureOf(run())).toMatchObject({
        type: 'MODEL_THROTTLED',
        nonRetryable: false,
        message: expect.stringMatching(/^Cannot finish the run: .* 3600 s in all/),
      });
      expect(chats()).toHaveLength(1);
    });
  });
});

describe('a run whose calls cannot be made', () => {
  it('is void once the retries are used up, never a row of failures', async () => {
    await withRuns({ reply: () => cut }, async ({ run, chats }) => {
      expect(await failureOf(run({ spec: { retries: 2 } }))).toMatchObject({
        type: 'MODEL_UNREACHABLE',
        nonRetryable: false,
      });
      expect(chats()).toHaveLength(3);
    });
  });

  it('is void at once where asking again cannot help', async () => {
    const refused = answers(401, { error: { message: 'bad key' } });
    await withRuns({ reply: () => refused }, async ({ run, chats }) => {
      expect(await failureOf(run({ spec: { retries: 2 } }))).toMatchObject({
        type: 'MODEL_UNAUTHORIZED',
        nonRetryable: true,
      });
      expect(chats()).toHaveLength(1);
    });
  });
});

describe('the conversation of a run', () => {
  const saidIn = async (isolation: 0 | 1) => {
    let said: readonly (readonly string[])[] = [];
    await withRuns({ reply: right }, async ({ run, chats }) => {
      await run({ spec: { isolation } });
      said = chats().map(userTexts);
    });
    return said;
  };

  it('is shared by its items under i0, the first ones first', async () => {
    const [first, second, third] = await saidIn(0);
    expect([first?.length, second?.length, third?.length]).toEqual([1, 2, 3]);
    expect(third?.map((text) => text.split(' ').at(-1))).toEqual(['rain', 'timer', 'thanks']);
  });

  it('starts afresh with each item under i1', async () => {
    expect(await saidIn(1)).toEqual([
      ['The prompt of rain'],
      ['The prompt of timer'],
      ['The prompt of thanks'],
    ]);
  });

  it('goes on without an item that timed out', async () => {
    await withRuns({ reply: at([1], hang) }, async ({ run, chats }) => {
      await run({ spec: { ...LIMIT, isolation: 0 } });
      expect(chats().map((seen) => userTexts(seen).length)).toEqual([1, 1, 2]);
    });
  });
});
