import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { answers } from '../models/support/stand-in';
import { anEnvironment, at, cut, right, withRuns } from './running';

/** The next attempt, with the word that the one before left. */
const after = (heartbeatDetails: unknown): MockActivityEnvironment =>
  new MockActivityEnvironment(
    { attempt: 2, heartbeatDetails },
    { logger: new DefaultLogger('ERROR') },
  );

describe('what a void attempt leaves for the next', () => {
  it.each([
    { what: 'a cut connection', behaviour: cut, code: 'MODEL_UNREACHABLE' },
    { what: 'status 500', behaviour: answers(500, {}), code: 'MODEL_FAILED' },
    { what: 'a refused key', behaviour: answers(401, {}), code: 'MODEL_UNAUTHORIZED' },
  ])(
    'is the code of $what, and the run that is made then tells it',
    async ({ behaviour, code }) => {
      await withRuns({ reply: at([2], behaviour) }, async ({ run }) => {
        const env = anEnvironment();
        const beats: unknown[] = [];
        env.on('heartbeat', (details) => beats.push(details));
        await expect(run({}, env)).rejects.toThrow(/Cannot/);
        expect(beats.at(-1)).toEqual({ voids: [code] });

        const { measured } = await run({}, after(beats.at(-1)));
        expect(measured.voids).toEqual([code]);
      });
    },
  );

  it('is nothing where the worker itself was to blame: its last heartbeat said how far it was', async () => {
    await withRuns({ reply: right }, async ({ run }) => {
      const { measured } = await run({}, after({ done: 2, of: 3 }));
      expect(measured).not.toHaveProperty('voids');
    });
  });

  it('stays told in the heartbeats of the attempt that follows', async () => {
    await withRuns({ reply: right }, async ({ run }) => {
      const env = after({ voids: ['MODEL_FAILED'] });
      const beats: unknown[] = [];
      env.on('heartbeat', (details) => beats.push(details));
      await run({}, env);
      expect(beats).toEqual([1, 2, 3].map((done) => ({ voids: ['MODEL_FAILED'], done, of: 3 })));
    });
  });
});
