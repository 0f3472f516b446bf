import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { WORKFLOW_QUEUE } from '../../contract';
import { ok, skipped, warning } from './finding';
import { serverCheck } from './server-check';

/** Seconds: above this, times in files and in the server do not fit, and workers look dead that are not. */
const MOST_APART = 5;
/** The server refuses to be asked for work for less than two seconds. */
const POLL_MS = 5_000;
const LOOK_EVERY_MS = 100;

/**
 * How far is the server's clock from this machine's? The server tells its time nowhere by itself, but it notes when a
 * queue was asked for work: a queue of this check's own is asked for a moment, and what was noted is read.
 */
export const checkClock = serverCheck('clock', async (client, { namespace }) => {
  const taskQueue = { name: `${WORKFLOW_QUEUE}-doctor-${randomUUID()}` };
  const asking = new AbortController();
  const before = Date.now();
  const poll = client
    .withAbortSignal(asking.signal, () =>
      client.withDeadline(before + POLL_MS, () =>
        client.workflowService.pollActivityTaskQueue({
          namespace,
          taskQueue,
          identity: 'ratchet doctor',
        }),
      ),
    )
    .catch(() => undefined);
  try {
    const seconds = await noted(client, taskQueue, before + POLL_MS);
    if (seconds === null) return [skipped('the server did not note the time of a request')];
    const after = Date.now();
    const apart = Math.max(0, before / 1000 - seconds, seconds - after / 1000);
    const text = `the server’s clock and this machine’s are ${apart.toFixed(1)} s apart`;
    return [
      apart > MOST_APART
        ? warning(text, 'set the clock by NTP on both: timedatectl set-ntp true')
        : ok(text),
    ];
  } finally {
    asking.abort();
    await poll;
  }
});

async function noted(
  client: Client,
  taskQueue: { readonly name: string },
  until: number,
): Promise<number | null> {
  const { namespace } = client.options;
  while (Date.now() < until) {
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace,
      taskQueue,
      taskQueueType: 2,
    });
    const at = pollers?.[0]?.lastAccessTime;
    if (at) return Number(at.seconds ?? 0) + (at.nanos ?? 0) / 1e9;
    await wait(LOOK_EVERY_MS);
  }
  return null;
}
