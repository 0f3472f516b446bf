import { failureOf } from '../models/support/clients';
import { answers } from '../models/support/stand-in';
import { at, right, userTexts, withRuns } from './running';

const UNLOAD = 'POST /v1/models/unload';
const CHAT = 'POST /v1/chat/completions';
const unloadable = { provider: 'scenario' } as const;

describe('the starting state of a run', () => {
  it.each(['fresh', 'unload'] as const)(
    'is cold where the endpoint can be told to unload (%s)',
    async (prepare) => {
      await withRuns({ reply: right, entry: unloadable }, async ({ run, paths }) => {
        expect((await run({ prepare })).startState).toBe('cold');
        expect(paths().filter((path) => path === UNLOAD || path === CHAT)).toEqual([
          UNLOAD,
          CHAT,
          CHAT,
          CHAT,
        ]);
      });
    },
  );

  it('is warm after one thrown-away call where it cannot', async () => {
    await withRuns({ reply: right }, async ({ run, chats, paths }) => {
      const { startState, letters, measured } = await run({ prepare: 'fresh' });
      expect({ startState, letters, calls: measured.calls }).toEqual({
        startState: 'warm',
        letters: 'PPP',
        calls: 4,
      });
      expect(chats()).toHaveLength(4);
      expect(paths()).not.toContain(UNLOAD);
    });
  });

  it('is refused where a cold one is needed and cannot be made', async () => {
    await withRuns({ reply: right }, async ({ run, chats }) => {
      expect(await failureOf(run({ prepare: 'unload' }))).toMatchObject({
        type: 'MODEL_REQUEST_REFUSED',
        nonRetryable: true,
        message: 'Cannot start from a cold model: this endpoint cannot be told to unload',
      });
      expect(chats()).toEqual([]);
    });
  });

  it('is whatever the run before left where nothing is to be done', async () => {
    await withRuns({ reply: right, entry: unloadable }, async ({ run, paths }) => {
      expect((await run({ prepare: 'none' })).startState).toBe('as-is');
      expect(paths()).not.toContain(UNLOAD);
    });
  });
});

describe('warm-up calls', () => {
  it('ask the first question, before the first item, and count for time and money but not as items', async () => {
    await withRuns({ reply: right }, async ({ run, chats }) => {
      const { letters, measured } = await run({ spec: { warmup: 2 } });
      expect(letters).toBe('PPP');
      expect(chats().map((seen) => userTexts(seen).at(-1))).toEqual([
        'The prompt of rain',
        'The prompt of rain',
        'The prompt of rain',
        'The prompt of timer',
        'The prompt of thanks',
      ]);
      expect(measured).toMatchObject({ calls: 5, inputTokens: 5 * 11, outputTokens: 5 * 7 });
    });
  });

  it('stay out of the conversation, and out of the hash of the answers', async () => {
    await withRuns({ reply: right }, async ({ run, chats }) => {
      const cold = await run();
      const warmed = await run({ spec: { warmup: 1 } });
      expect(warmed.answersSha256).toBe(cold.answersSha256);
      expect(chats().map((seen) => userTexts(seen).length)).toEqual([1, 2, 3, 1, 1, 2, 3]);
    });
  });

  it('are waited for like all others when the endpoint is busy', async () => {
    const busy = answers(429, { error: 'slow down' }, { 'retry-after-ms': '1' });
    await withRuns({ reply: at([1, 2], busy) }, async ({ run, chats }) => {
      expect((await run({ spec: { warmup: 1 } })).letters).toBe('PPP');
      expect(chats()).toHaveLength(6);
    });
  });
});
