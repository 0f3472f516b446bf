import { untilStopped } from '../../src/app/worker/until-stopped';

/** A worker that runs until it is stopped or made to fail. */
function aWorker() {
  let end = (): void => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  let running = true;
  void promise.then(
    () => (running = false),
    () => (running = false),
  );
  return { run: () => promise, end, fail, isRunning: () => running };
}

describe('untilStopped()', () => {
  it('stops the others where one fails, and cleans up when none runs any more', async () => {
    const failing = aWorker();
    const other = aWorker();
    const seen: string[] = [];
    const ended = untilStopped([failing, other], {
      stop: () => {
        seen.push('stop');
        setTimeout(other.end, 10);
      },
      cleanUp: async () => {
        seen.push(`clean up, the other runs: ${other.isRunning()}`);
      },
      say: (line) => seen.push(line),
    });
    failing.fail(new Error('the namespace is gone'));
    await expect(ended).rejects.toThrow('the namespace is gone');
    expect(seen).toEqual(['stop', 'clean up, the other runs: false']);
  });

  it('cleans up when all have ended', async () => {
    const worker = aWorker();
    const cleanUp = jest.fn(async () => undefined);
    const ended = untilStopped([worker], { stop: () => undefined, cleanUp, say: jest.fn() });
    expect(cleanUp).not.toHaveBeenCalled();
    worker.end();
    await ended;
    expect(cleanUp).toHaveBeenCalledTimes(1);
  });

  it('fails with what a worker failed with, and tells of a clean-up that fails after it', async () => {
    const { ended, worker, say } = withBadCleanUp();
    worker.fail(new Error('the namespace is gone'));
    await expect(ended).rejects.toThrow('the namespace is gone');
    expect(say.mock.calls).toEqual([['what was left to do failed too: Error: the disk is full']]);
  });

  it('fails with what the clean-up failed with, where no worker did', async () => {
    const { ended, worker, say } = withBadCleanUp();
    worker.end();
    await expect(ended).rejects.toThrow('the disk is full');
    expect(say).not.toHaveBeenCalled();
  });
});

function withBadCleanUp() {
  const worker = aWorker();
  const say = jest.fn();
  const cleanUp = () => Promise.reject(new Error('the disk is full'));
  return { worker, say, ended: untilStopped([worker], { stop: () => undefined, cleanUp, say }) };
}
