import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chatCompletion } from '../models/support/answers';
import { failureOf } from '../models/support/clients';
import { createMoment } from '../models/support/moment';
import { answers } from '../models/support/stand-in';
import { anEnvironment, at, hang, right, transcriptOf, withRuns } from './running';

/** One answer of the stand-in: 11 tokens in, 7 out. */
const TOKENS = { in: 11, out: 7 };

describe('measureRun()', () => {
  it('gives one letter per item and says who measured what', async () => {
    await withRuns({ reply: right }, async ({ run }) => {
      const result = await run({}, anEnvironment(3));
      expect(result).toMatchObject({
        letters: 'PPP',
        startState: 'as-is',
        measured: {
          attempt: 3,
          worker: 'worker-1',
          endpoint: 'lfm',
          servedModel: 'tiny',
          digest: null,
          gapMs: null,
          queueMs: 0,
          inputTokens: 3 * TOKENS.in,
          outputTokens: 3 * TOKENS.out,
          costUsd: null,
          calls: 3,
        },
      });
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    });
  });

  it('asks nothing where its transcript could not be written', async () => {
    await withRuns({ reply: right }, async ({ dataDir, run, chats }) => {
      await writeFile(join(dataDir, 'studies'), 'a file where a folder should be');
      expect(await failureOf(run())).toMatchObject({ type: 'STORE_UNWRITABLE' });
      expect(chats()).toEqual([]);
    });
  });

  it('knows its price where the models file names one', async () => {
    const entry = { prices: { inputPerMillion: 1_000_000, outputPerMillion: 2_000_000 } };
    await withRuns({ reply: right, entry }, async ({ run }) => {
      expect((await run()).measured.costUsd).toBe(3 * (TOKENS.in + 2 * TOKENS.out));
    });
  });

  it('tells the gap to the run of the same model before it', async () => {
    await withRuns({ reply: right }, async ({ run }) => {
      await run();
      expect((await run()).measured.gapMs).toBeGreaterThanOrEqual(0);
    });
  });

  it('hashes the answers themselves: equal ones alike, others apart, though they score the same', async () => {
    const otherWords = answers(200, chatCompletion('My pleasure'));
    await withRuns({ reply: at([9], otherWords) }, async ({ run }) => {
      const [first, second, third] = [await run(), await run(), await run()];
      expect(second.answersSha256).toBe(first.answersSha256);
      expect(third.letters).toBe(first.letters);
      expect(third.answersSha256).not.toBe(first.answersSha256);
    });
  });

  it('calls no run that holds a time-out a copy of another: there was no answer to compare', async () => {
    await withRuns({ reply: at([1, 4], hang) }, async ({ run }) => {
      const spec = { timeoutSeconds: 0.5, retries: 0 };
      const [first, second] = [await run({ run: 1, spec }), await run({ run: 2, spec })];
      expect([first.letters, second.letters]).toEqual(['TPP', 'TPP']);
      expect(second.answersSha256).not.toBe(first.answersSha256);
    });
  });

  it('writes every call to a transcript that is named by its content', async () => {
    await withRuns({ reply: right }, async (bench) => {
      const result = await bench.run({ spec: { warmup: 1 } });
      const { text, lines } = await transcriptOf(bench, result);
      const sha256 = createHash('sha256').update(text).digest('hex');
      expect(result.transcript).toEqual({ sha256, file: `runs/${sha256}.jsonl.gz` });
      expect(lines[0]).toMatchObject({
        evaluation: 's/c1/atomic/e0-baseline',
        run: 1,
        specId: 'lfm/atomic/native_api/t30/r0/i0/w1/T0',
        startState: 'as-is',
      });
      expect(lines.slice(1).map(({ item, attempt, error }) => [item, attempt, error])).toEqual([
        [null, 1, null],
        ['rain', 1, null],
        ['timer', 1, null],
        ['thanks', 1, null],
      ]);
      expect(lines[2]).toMatchObject({
        question: { messages: expect.anything() },
        answer: {
          raw: { toolCalls: [{ name: 'get_weather', argumentsText: '{"city":"Lisbon"}' }] },
        },
      });
    });
  });

  it('says after each item that it is alive and how far it is', async () => {
    await withRuns({ reply: right }, async ({ run }) => {
      const env = anEnvironment();
      const heartbeats: unknown[] = [];
      env.on('heartbeat', (details) => heartbeats.push(details));
      await run({}, env);
      expect(heartbeats).toEqual([1, 2, 3].map((done) => ({ done, of: 3 })));
    });
  });

  it('ends when it is cancelled, in the middle of a call, and asks nothing more', async () => {
    const { came, comes } = createMoment();
    const reply =
      () => (response: Parameters<typeof hang>[0], seen: Parameters<typeof hang>[1]) => {
        comes();
        hang(response, seen);
      };
    await withRuns({ reply }, async ({ run, chats }) => {
      const env = anEnvironment();
      const failure = failureOf(run({ spec: { retries: 5 } }, env));
      await came;
      env.cancel();
      expect((await failure).name).toMatch(/Cancelled|AbortError/);
      expect(chats()).toHaveLength(1);
    });
  });

  it('ends when it is cancelled while it waits for a throttling endpoint', async () => {
    const { came, comes } = createMoment();
    const throttled = answers(429, { error: 'slow down' }, { 'retry-after': '600' });
    const reply =
      () => (response: Parameters<typeof hang>[0], seen: Parameters<typeof hang>[1]) => {
        response.once('finish', comes);
        throttled(response, seen);
      };
    await withRuns({ reply }, async ({ run }) => {
      const env = anEnvironment();
      const failure = failureOf(run({}, env));
      await came;
      env.cancel();
      expect((await failure).name).toMatch(/Cancelled|AbortError/);
    });
  });
});

describe('a run that cannot be made', () => {
  it('says that the suite is not the one that the study was admitted with', async () => {
    await withRuns({ reply: right }, async ({ run, chats, dataDir }) => {
      const suite = { source: `${dataDir}/suite.json`, sha256: '0'.repeat(64) };
      expect(await failureOf(run({ suite }))).toMatchObject({
        type: 'SUITE_CHANGED',
        nonRetryable: true,
        message: expect.stringMatching(/its content changed since the study was admitted/),
      });
      expect(chats()).toEqual([]);
    });
  });

  it.each([
    {
      what: 'a model of another worker',
      changes: { spec: { model: 'big' } },
      type: 'MODEL_UNKNOWN',
    },
    {
      what: 'an unknown variant',
      changes: { spec: { variant: 'telepathy' } },
      type: 'STUDY_INVALID',
    },
    { what: 'no held-out item', changes: { items: 'held-out' }, type: 'SUITE_INVALID' },
  ] as const)('says that it was asked for $what', async ({ changes, type }) => {
    await withRuns({ reply: right }, async ({ run, chats }) => {
      expect(await failureOf(run(changes))).toMatchObject({ type, nonRetryable: true });
      expect(chats()).toEqual([]);
    });
  });

  it('says that the endpoint cannot serve the spec', async () => {
    const refused = answers(400, { error: { message: '"tiny" does not support tools' } });
    await withRuns({ reply: () => refused }, async ({ run }) => {
      expect(await failureOf(run())).toMatchObject({
        type: 'SPEC_INAPPLICABLE',
        nonRetryable: true,
      });
    });
  });
});
