import { createQueue } from '../../embedded-model/src/queue';

const never = new AbortController().signal;

/** A task that ends when it is told to. */
function aTask() {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end: () => end(), run: () => ended };
}

describe('createQueue()', () => {
  it('runs one task at a time, in the order they came', async () => {
    const queue = createQueue();
    const [first, second] = [aTask(), aTask()];
    const order: string[] = [];
    const running = [
      queue.run(() => first.run().then(() => order.push('first')), never),
      queue.run(() => second.run().then(() => order.push('second')), never),
      queue.run(async () => order.push('third'), never),
    ];
    expect(queue.waiting()).toBe(2);
    second.end();
    first.end();
    await Promise.all(running);
    expect(order).toEqual(['first', 'second', 'third']);
    expect(queue.waiting()).toBe(0);
  });

  it('drops a task whose caller has gone while it waited', async () => {
    const queue = createQueue();
    const first = aTask();
    const running = queue.run(first.run, never);
    const gone = new AbortController();
    const dropped = queue.run(async () => 'ran', gone.signal);
    gone.abort(new Error('gone'));
    await expect(dropped).rejects.toThrow('gone');
    expect(queue.waiting()).toBe(0);
    first.end();
    await running;
    expect(await queue.run(async () => 'ran', never)).toBe('ran');
  });

  it('goes on after a task that failed', async () => {
    const queue = createQueue();
    const failed = queue.run(() => Promise.reject(new Error('broken')), never);
    const next = queue.run(async (waitedMs) => waitedMs, never);
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBeGreaterThanOrEqual(0);
  });
});
