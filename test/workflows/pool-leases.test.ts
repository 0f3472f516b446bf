import { setTimeout as wait } from 'node:timers/promises';
import type { Leases } from '../../activities/pool/lease';
import { type ModelClient, ThrottledError } from '../../activities/ports';
import { WORKFLOW_QUEUE } from '../../src/contract';
import { LEASE_MS } from '../../src/pool/pool';
import { poolWorkflowId } from '../../src/pool/pool-id';
import { entryIn, poolInstallation, takeLease } from '../support/pool-installation';
import { EARLY_CONTINUE, poolHandle, poolNow, poolRuns } from '../support/pool-server';
import { until } from '../support/until';

const minutes = 60_000;
const queuePrefix = 'leases-';
const never = new AbortController().signal;

/** Each test has a pool of its own; those that wait for most of their time do it side by side. */
describe('leases of a pool, on a real server', () => {
  const pools = poolInstallation(queuePrefix, EARLY_CONTINUE);
  let one: Leases;
  let two: Leases;

  beforeAll(() => {
    one = pools.leasesOf('one/1');
    two = pools.leasesOf('two/2');
  });

  it.concurrent(
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
      const play = async (study: string, leases: Leases): Promise<void> => {
        for (let run = 1; performance.now() < end; run += 1) {
          const lease = await takeLease(leases, entry, { study, run });
          const limited = lease.limit(client);
          for (let item = 0; item < 12 && performance.now() < end; item += 1)
            await ask(limited, end);
          await lease.end(true);
        }
      };
      await Promise.all([play('a', one), play('b', two), play('c', one)]);
      const perMinute = begun.map(
        (start) => begun.filter((time) => time >= start && time < start + 60_000).length,
      );
      expect(Math.max(...perMinute)).toBeLessThanOrEqual(most);
      // Nor are they held up without need: all of a minute's, and most of the next one's.
      expect(begun.length).toBeGreaterThan(most + most / 3);
    },
    3 * minutes,
  );

  it.concurrent(
    'of a pool whose workflow cannot go on are given by a new one, once those of before have lapsed',
    async () => {
      const { client } = pools.server.env;
      // No build has this workflow, so each of its tasks fails.
      await client.workflow.start('aPoolOfALostBuild', {
        workflowId: poolWorkflowId(queuePrefix, 'stuck'),
        taskQueue: `${queuePrefix}${WORKFLOW_QUEUE}`,
      });
      const leases = pools.leasesOf('one/1', { stuckMs: 3_000 });
      const heard: string[] = [];
      const lease = await takeLease(leases, entryIn('stuck'), { waits: (why) => heard.push(why) });
      expect(await poolRuns(pools.server, queuePrefix, 'stuck')).toEqual({
        TERMINATED: 1,
        RUNNING: 1,
      });
      expect((await poolNow(pools.server, queuePrefix, 'stuck')).holders).toHaveLength(1);
      expect(heard.join('\n')).toContain('Workflow Task in failed state');
      await lease.end(false);
    },
    3 * minutes,
  );

  it.concurrent(
    'of a pool that was closed by hand go on, and nobody else gets the slot before they lapsed',
    async () => {
      const entry = entryIn('closed');
      const held = await takeLease(one, entry, { study: 'holder' });
      await poolHandle(pools.server, queuePrefix, 'closed').terminate('by hand');
      const told: string[] = [];
      const asked = performance.now();
      const waits = (why: string): void => void told.push(why);
      const waiting = takeLease(two, entry, { study: 'waiter', waits });
      // Its next renewal, within 15 s, takes it up in the new pool.
      const view = await until('the lease in the new pool', async () => {
        const now = await poolNow(pools.server, queuePrefix, 'closed');
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

  it.concurrent(
    'of a pool with one slot are one at a time, an evaluation after the other, and studies take turns',
    async () => {
      const turns = await expectSlotsUsed(1);
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
    },
    3 * minutes,
  );

  it.concurrent(
    'of a pool with two slots are two at a time',
    async () => {
      await expectSlotsUsed(2);
    },
    3 * minutes,
  );

  /**
   * Two workers ask for three studies: never are more open than there are slots, all slots are used, and the pool goes
   * from one workflow run to the next meanwhile, without a failure.
   *
   * @returns whose turn it was, in order: study and evaluation
   */
  async function expectSlotsUsed(slots: number): Promise<readonly string[]> {
    const pool = `load-${slots}`;
    const entry = entryIn(pool, { slots });
    const turns: string[] = [];
    let open = 0;
    let most = 0;
    const play = async (study: string): Promise<void> => {
      for (let number = 0; number < 4; number += 1) {
        for (let run = 1; run <= 5; run += 1) {
          const leases = (run + number) % 2 === 0 ? one : two;
          const lease = await takeLease(leases, entry, { study, number, run });
          open += 1;
          most = Math.max(most, open);
          turns.push(`${study}${number}`);
          await wait(15);
          open -= 1;
          await lease.end(true);
          await wait(15);
        }
      }
    };
    await Promise.all(['a', 'b', 'c'].map(play));
    expect(most).toBe(slots);
    expect(turns).toHaveLength(60);
    const runs = await until('the runs of the pool', async () => {
      const counts = await poolRuns(pools.server, queuePrefix, pool);
      return (counts['CONTINUED_AS_NEW'] ?? 0) > 2 && counts;
    });
    expect(Object.keys(runs).toSorted()).toEqual(['CONTINUED_AS_NEW', 'RUNNING']);
    return turns;
  }

  it('tell who holds the slots while a run waits, which leaves the queue when it is told to end', async () => {
    const entry = entryIn('told');
    const now = () => poolNow(pools.server, queuePrefix, 'told');
    const held = await takeLease(one, entry, { study: 'holder' });
    const ending = new AbortController();
    const told: string[] = [];
    const waiting = takeLease(two, entry, {
      study: 'waiter',
      signal: ending.signal,
      waits: (why) => void told.push(why),
    });
    await until('the queue', async () => (await now()).waiting[0]);
    expect(await now()).toMatchObject({
      slots: 1,
      holders: [{ study: 'holder', worker: 'one/1', state: 'running' }],
      waiting: [{ study: 'waiter', worker: 'two/2' }],
    });
    await until('the word', () => told[0]);
    expect(told[0]).toBe('the only slot of the pool told held by holder/c1/p/e0 (one/1)');
    ending.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    await until('an empty queue', async () => (await now()).waiting.length === 0);
    await held.end(false);
  });

  it('are waited for no longer when the worker stops', async () => {
    const entry = entryIn('stopping');
    const held = await takeLease(one, entry, { study: 'holder' });
    let stops = false;
    const three = pools.leasesOf('three/3', { stopping: () => stops });
    const waiting = takeLease(three, entry, { study: 'waiter' });
    stops = true;
    await expect(waiting).rejects.toMatchObject({ code: 'WORKER_STOPPING' });
    await held.end(false);
  });
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
