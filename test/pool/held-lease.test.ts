import { holdLease } from '../../activities/pool/held-lease';
import type { PoolClient } from '../../activities/pool/pool-client';
import { stopwatch } from '../../activities/pool/steady-clock';
import { type ModelClient, ThrottledError } from '../../activities/ports';
import { LEASE_MS } from '../../src/pool/pool';
import type { GivenRequests, RenewAnswer, RenewMessage } from '../../src/pool/pool-messages';
import { requestOf } from '../models/support/clients';

const never = new AbortController().signal;

describe('a lease in use', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** A pool that answers renewals as the test says; the question itself is asked and answered. */
  function held(answers: () => RenewAnswer, requests: GivenRequests | null = null) {
    const renewals: RenewMessage[] = [];
    const released: boolean[] = [];
    let asked = 0;
    const pool: PoolClient = {
      ask: () => Promise.reject(new Error('not asked here')),
      renew: async (message) => {
        renewals.push(message);
        return answers();
      },
      release: async ({ keep }) => void released.push(keep),
    };
    const lease = holdLease({
      pool,
      asked: {
        id: 'one',
        study: 's',
        evaluation: 's/e0',
        run: 1,
        model: 'lfm',
        worker: 'w',
        limits: { slots: 1, requestsPerMinute: requests?.perMinute ?? null },
        patient: true,
      },
      granted: { kind: 'granted', leaseMs: LEASE_MS, requests },
      sinceAsked: stopwatch(),
      waitedMs: 0,
      stopping: () => false,
    });
    const endpoint: ModelClient = {
      complete: () => {
        asked += 1;
        return Promise.reject(new Error('asked'));
      },
      unload: null,
      identify: async () => ({ servedModel: null, digest: null }),
    };
    const limited = lease.limit(endpoint);
    const ask = () =>
      Promise.resolve()
        .then(() => limited.complete(requestOf(), never))
        .catch((error: unknown) => error);
    return { lease, ask, renewals, released, asked: () => asked };
  }

  const renewed = (requests: GivenRequests | null = null): RenewAnswer => ({
    kind: 'held',
    leaseMs: LEASE_MS,
    requests,
  });

  it('is renewed for as long as it is used', async () => {
    const { lease, ask, renewals, asked } = held(() => renewed());
    await jest.advanceTimersByTimeAsync(10 * LEASE_MS);
    await ask();
    expect([renewals.length, asked()]).toEqual([30, 1]);
    await lease.end(true);
    await jest.advanceTimersByTimeAsync(10 * LEASE_MS);
    expect(renewals).toHaveLength(30);
  });

  it('begins no request once its worker cannot be sure of it, and goes on when it is', async () => {
    let reachable = false;
    const { ask, asked, lease } = held(() => {
      if (!reachable) throw new Error('unavailable');
      return renewed();
    });
    await jest.advanceTimersByTimeAsync(LEASE_MS - 3_000);
    await ask();
    expect(asked()).toBe(1);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await ask()).toBeInstanceOf(ThrottledError);
    expect(asked()).toBe(1);
    reachable = true;
    await jest.advanceTimersByTimeAsync(2_000);
    await ask();
    expect(asked()).toBe(2);
    await lease.end(false);
  });

  it('knows by the other clock that the machine slept', async () => {
    const { ask, asked, lease } = held(() => renewed());
    jest.setSystemTime(Date.now() + LEASE_MS);
    expect(await ask()).toBeInstanceOf(ThrottledError);
    expect(asked()).toBe(0);
    await lease.end(false);
  });

  it('is given up, with what is under way, when it is gone', async () => {
    const { lease, ask, asked } = held(() => ({ kind: 'gone' }));
    await jest.advanceTimersByTimeAsync(16_000);
    expect(lease.signal.aborted).toBe(true);
    expect(await ask()).toMatchObject({ code: 'LEASE_LOST' });
    expect(asked()).toBe(0);
  });

  it('begins as many requests as it was given, tells of them, and asks for more', async () => {
    const share = { perMinute: 4, given: 2, moreInMs: 500 };
    const { lease, ask, asked, renewals, released } = held(
      () => renewed({ ...share, given: 3 }),
      share,
    );
    await ask();
    await ask();
    expect(await ask()).toMatchObject({ retryAfterMs: 500 });
    await jest.advanceTimersByTimeAsync(600);
    expect(renewals[0]?.used.total).toBe(2);
    await ask();
    expect(await ask()).toBeInstanceOf(ThrottledError);
    expect(asked()).toBe(3);
    await lease.end(true);
    expect(released).toEqual([true]);
  });
});
