import v8 from 'node:v8';
import vm from 'node:vm';
import { Client } from '@temporalio/client';
import { createPoolClient } from '../../activities/pool/pool-client';
import type { AskMessage } from '../../src/pool/pool-messages';
import { until } from '../support/until';

v8.setFlagsFromString('--expose-gc');
const collectGarbage: () => void = vm.runInNewContext('gc');

const message: AskMessage = {
  id: 'one',
  study: 's',
  evaluation: 'e',
  run: 1,
  model: 'm',
  worker: 'w',
  limits: { slots: 1, requestsPerMinute: null },
  patient: false,
};

/** Listens to the signal of a call as the SDK does: and never stops. */
function listening(answer: (signal: AbortSignal) => Promise<unknown>) {
  const seen: WeakRef<AbortSignal>[] = [];
  let present: AbortSignal | undefined;
  const client: Client = Object.assign(Object.create(Client.prototype), {
    withAbortSignal: async (signal: AbortSignal, work: () => Promise<unknown>) => {
      seen.push(new WeakRef(signal));
      present = signal;
      signal.addEventListener('abort', () => undefined);
      try {
        return await work();
      } finally {
        present = undefined;
      }
    },
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
    workflow: {
      getHandle: () => ({
        executeUpdate: () => answer(present ?? AbortSignal.abort('no signal')),
      }),
    },
  });
  return { client, seen };
}

describe('a call to the workflow of a pool', () => {
  it('leaves nothing behind, although the SDK goes on listening', async () => {
    const { client, seen } = listening(() => Promise.resolve({ kind: 'waiting' }));
    const pool = createPoolClient(client, { pool: 'p', queuePrefix: '' });
    const run = new AbortController();
    for (let call = 0; call < 50; call += 1) await pool.ask(message, run.signal);
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(seen).toHaveLength(50);
    expect(seen.filter((signal) => signal.deref() !== undefined).length).toBeLessThan(5);
  });

  it('ends with the run that wants it, for the same reason', async () => {
    const { client } = listening(
      (signal) =>
        new Promise((_, fail) => {
          signal.addEventListener('abort', () => fail(signal.reason));
        }),
    );
    const pool = createPoolClient(client, { pool: 'p', queuePrefix: '' });
    const run = new AbortController();
    const asked = pool.ask(message, run.signal);
    run.abort('told to stop');
    await expect(asked).rejects.toBe('told to stop');
    await expect(pool.ask(message, run.signal)).rejects.toBe('told to stop');
  });

  it('begins few questions at once, and does not wait for answers that are held back', async () => {
    let asked = 0;
    const { client } = listening(() => {
      asked += 1;
      return new Promise(() => undefined);
    });
    const pool = createPoolClient(client, { pool: 'p', queuePrefix: '' });
    const run = new AbortController();
    for (let call = 0; call < 8; call += 1) void pool.ask(message, run.signal);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(3);
    await until('the others are asked too', () => asked === 8);
  });
});
