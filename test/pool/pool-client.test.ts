import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { Client } from '@temporalio/client';
import { z } from 'zod';
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

interface Answers {
  /** Settles when the workflow has taken the question up. */
  readonly begun?: (asked: unknown, signal: AbortSignal) => Promise<unknown>;
  readonly answer?: (signal: AbortSignal) => Promise<unknown>;
}

/** Listens to the signal of a call as the SDK does: and never stops. */
function listening({
  begun = () => Promise.resolve(),
  answer = () => Promise.resolve({ kind: 'waiting' }),
}: Answers) {
  const none = AbortSignal.abort('no signal');
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
        startUpdate: async (_: string, { args: [asked] }: { args: readonly unknown[] }) => {
          await begun(asked, present ?? none);
          return { result: () => answer(present ?? none) };
        },
      }),
    },
  });
  return { client, seen };
}

describe('a call to the workflow of a pool', () => {
  it('leaves nothing behind, although the SDK goes on listening', async () => {
    const { client, seen } = listening({});
    const pool = createPoolClient(client, { pool: 'p', queuePrefix: '' });
    const run = new AbortController();
    for (let call = 0; call < 50; call += 1) await pool.ask(message, run.signal);
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    // Of the question, and of its answer.
    expect(seen).toHaveLength(2 * 50);
    expect(seen.filter((signal) => signal.deref() !== undefined).length).toBeLessThan(5);
  });

  it('ends with the run that wants it, for the same reason', async () => {
    const { client } = listening({
      answer: (signal) =>
        new Promise((_, fail) => {
          signal.addEventListener('abort', () => fail(signal.reason));
        }),
    });
    const pool = createPoolClient(client, { pool: 'p', queuePrefix: '' });
    const run = new AbortController();
    const asked = pool.ask(message, run.signal);
    await new Promise((resolve) => setImmediate(resolve));
    run.abort('told to stop');
    await expect(asked).rejects.toBe('told to stop');
    await expect(pool.ask(message, run.signal)).rejects.toBe('told to stop');
  });

  it('asks one question at a time, until the workflow has taken it up, however long that takes', async () => {
    let asked = 0;
    const takeUp: (() => void)[] = [];
    const { client } = listening({
      begun: () => {
        asked += 1;
        return new Promise<void>((resolve) => void takeUp.push(resolve));
      },
      answer: () => new Promise(() => undefined),
    });
    const pool = createPoolClient(client, { pool: 'p', queuePrefix: '' });
    const run = new AbortController();
    for (let call = 0; call < 8; call += 1) void pool.ask(message, run.signal);
    for (let call = 1; call <= 8; call += 1) {
      await until('the next one', () => asked >= call);
      await wait(50);
      expect(asked).toBe(call);
      // Its answer is held back for good.
      takeUp.shift()?.();
    }
  });

  it('asks for a run that begins before those that ask again', async () => {
    const asked: string[] = [];
    const takeUp: (() => void)[] = [];
    const { client } = listening({
      begun: (question) => {
        asked.push(z.object({ id: z.string() }).parse(question).id);
        return new Promise<void>((resolve) => void takeUp.push(resolve));
      },
    });
    const pool = createPoolClient(client, { pool: 'p', queuePrefix: '' });
    const run = new AbortController();
    const ask = (id: string, patient: boolean) => pool.ask({ ...message, id, patient }, run.signal);
    const all = [ask('a', true), ask('b', true), ask('next run', false), ask('c', true)];
    for (let call = 1; call <= all.length; call += 1) {
      await until('the next one', () => asked.length === call);
      takeUp.shift()?.();
    }
    await Promise.all(all);
    expect(asked).toEqual(['a', 'next run', 'b', 'c']);
  });
});
