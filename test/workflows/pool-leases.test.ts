import { setTimeout as wait } from 'node:timers/promises';
import { createLeases } from '../../activities/pool/create-leases';
import type { Lease, Leases } from '../../activities/pool/lease';
import { poolsByName } from '../../activities/pool/pool-client';
import { type ModelClient, type ModelEntry, ThrottledError } from '../../activities/ports';
import { LEASE_MS } from '../../src/pool/pool';
import { EARLY_CONTINUE, poolHandle, poolNow, poolRuns } from '../support/pool-server';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudyServer,
} from '../support/study-server';
import { until } from '../support/until';

const minutes = 60_000;
const queuePrefix = 'leases-';
const never = new AbortController().signal;
const silent = (_why: string): void => undefined;

describe('leases of a pool, on a real server', () => {
  let server: StudyServer;
  let installation: Installation;
  let workers: readonly Leases[];

  beforeAll(async () => {
    server = await startStudyServer(EARLY_CONTINUE);
    installation = await startInstallation(server, { queuePrefix, models: {} });
    workers = ['one/1', 'two/2'].map((worker) => leasesOf(worker));
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await server?.stop();
  });

  function leasesOf(worker: string, stopping = (): boolean => false): Leases {
    return createLeases({
      poolNamed: poolsByName(server.env.client, { queuePrefix }),
      worker,
      stopping,
    });
  }

  function entryIn(pool: string, more: Partial<ModelEntry> = {}): ModelEntry {
    return scenarioModel('lfm', 'http://127.0.0.1:9', { pool, ...more });
  }

  function take(
    leases: Leases | undefined,
    entry: ModelEntry,
    { study = 'a', number = 0, run = 1, waits = silent, signal = never } = {},
  ): Promise<Lease> {
    if (!leases) throw new Error('no such worker');
    const evaluation = `${study}/c1/p/e${number}`;
    return leases.take({ run: { study, evaluation, run }, entry, signal, waits });
  }

  describe.each([1, 2])(
    'of a pool with %i slots, asked by two workers for three studies',
    (slots) => {
      const turns: string[] = [];
      const pool = `load-${slots}`;
      let open = 0;
      let most = 0;

      async function study(name: string): Promise<void> {
        for (let number = 0; number < 4; number += 1) {
          for (let run = 1; run <= 5; run += 1) {
            const leases = workers[(run + number) % 2];
            const lease = await take(leases, entryIn(pool, { slots }), {
              study: name,
              number,
              run,
            });
            open += 1;
            most = Math.max(most, open);
            turns.push(`${name}${number}`);
            await wait(15);
            open -= 1;
            await lease.end(true);
            await wait(15);
          }
        }
      }

      beforeAll(async () => {
        await Promise.all(['a', 'b', 'c'].map(study));
      }, 3 * minutes);

      it('never has more open than it has slots, and uses them all', () => {
        expect(most).toBe(slots);
        expect(turns).toHaveLength(60);
      });

      it('goes from one workflow run to the next meanwhile, without a failure', async () => {
        const runs = await until('the runs of the pool', async () => {
          const counts = await poolRuns(server, queuePrefix, pool);
          return (counts['CONTINUED_AS_NEW'] ?? 0) > 2 && counts;
        });
        expect(Object.keys(runs).toSorted()).toEqual(['CONTINUED_AS_NEW', 'RUNNING']);
      });

      if (slots === 1) {
        it('makes the runs of an evaluation one after another, and lets the studies take turns', () => {
          const evaluations = turns.filter((each, at) => each !== turns[at - 1]);
          expect(evaluations).toHaveLength(12);
          const studies = evaluations.map((each) => each.charAt(0));
          const rounds = [0, 3, 6, 9].map((at) =>
            studies
              .slice(at, at + 3)
              .toSorted()
              .join(''),
          );
          expect(rounds).toEqual(['abc', 'abc', 'abc', 'abc']);
        });
      }
    },
  );

  it('tells who holds the slots while it waits, and leaves the queue when it is told to end', async () => {
    const held = await take(workers[0], entryIn('told'), { study: 'holder' });
    const ending = new AbortController();
    const told: string[] = [];
    const entry = entryIn('told');
    const waiting = take(workers[1], entry, {
      study: 'waiter',
      signal: ending.signal,
      waits: (why) => told.push(why),
    });
    await until('the queue', async () => (await poolNow(server, queuePrefix, 'told')).waiting[0]);
    expect(await poolNow(server, queuePrefix, 'told')).toMatchObject({
      slots: 1,
      holders: [{ study: 'holder', worker: 'one/1', state: 'running' }],
      waiting: [{ study: 'waiter', worker: 'two/2' }],
    });
    await until('the word', () => told[0]);
    expect(told[0]).toBe('the only slot of the pool told held by holder/c1/p/e0 (one/1)');
    ending.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    await until('an empty queue', async () => {
      const { waiting: left } = await poolNow(server, queuePrefix, 'told');
      return left.length === 0;
    });
    await held.end(false);
  });

  it('waits no longer when the worker stops', async () => {
    const held = await take(workers[0], entryIn('stopping'), { study: 'holder' });
    let stops = false;
    const waiting = take(
      leasesOf('three/3', () => stops),
      entryIn('stopping'),
      { study: 'waiter' },
    );
    stops = true;
    await expect(waiting).rejects.toMatchObject({ code: 'WORKER_STOPPING' });
    await held.end(false);
  });

  it(
    'of a pool that was closed by hand goes on, and nobody else gets the slot before it lapsed',
    async () => {
      const entry = entryIn('closed');
      const held = await take(workers[0], entry, { study: 'holder' });
      await poolHandle(server, queuePrefix, 'closed').terminate('by hand');
      const told: string[] = [];
      const asked = performance.now();
      const waiting = take(workers[1], entry, { study: 'waiter', waits: (why) => told.push(why) });
      // Its next renewal, within 15 s, takes it up in the new pool.
      const view = await until('the lease in the new pool', async () => {
        const now = await poolNow(server, queuePrefix, 'closed');
        // The old one, being closed, still answers queries.
        return now.notes.length > 0 && now.holders.length > 0 && now;
      });
      expect(view.holders).toMatchObject([{ study: 'holder', state: 'running' }]);
      expect(view.notes).toEqual([expect.stringMatching(/was closed from outside/)]);
      await held.end(false);
      const next = await waiting;
      // Somebody else may have held one.
      expect(performance.now() - asked).toBeGreaterThan(LEASE_MS - 2_000);
      expect(held.signal.aborted).toBe(false);
      expect(told.join()).toContain('was closed from outside');
      await next.end(false);
    },
    2 * minutes,
  );

  it(
    'never begin more requests in a minute than the model allows, over all workers',
    async () => {
      const most = 30;
      const begun: number[] = [];
      const client: ModelClient = {
        complete: async () => {
          begun.push(performance.now());
          return {
            raw: { text: '', toolCalls: [], finishReason: 'stop' },
            servedModel: null,
            usage: null,
            queueMs: 0,
          };
        },
        unload: null,
        identify: async () => ({ servedModel: null, digest: null }),
      };
      const entry = entryIn('limited', { slots: 2, requestsPerMinute: most });
      const end = performance.now() + 75_000;
      const study = async (name: string, leases: Leases | undefined): Promise<void> => {
        for (let run = 1; performance.now() < end; run += 1) {
          const lease = await take(leases, entry, { study: name, run });
          const limited = lease.limit(client);
          for (let item = 0; item < 12 && performance.now() < end; item += 1)
            await ask(limited, end);
          await lease.end(true);
        }
      };
      await Promise.all([study('a', workers[0]), study('b', workers[1]), study('c', workers[0])]);
      const perMinute = begun.map(
        (start) => begun.filter((time) => time >= start && time < start + 60_000).length,
      );
      expect(Math.max(...perMinute)).toBeLessThanOrEqual(most);
      // Nor are they held up without need: all of a minute's, and most of the next one's.
      expect(begun.length).toBeGreaterThan(most + most / 3);
    },
    3 * minutes,
  );
});

/** As a run asks: an endpoint that says "not now" is waited for. */
async function ask(client: ModelClient, end: number): Promise<void> {
  const request = { question: { messages: [], maxTokens: 1 }, temperature: 0, seed: 1, params: {} };
  while (performance.now() < end) {
    try {
      await client.complete(request, never);
      return;
    } catch (error) {
      if (!(error instanceof ThrottledError)) throw error;
      await wait(Math.max(250, error.retryAfterMs ?? 1_000));
    }
  }
}
