import { ApplicationFailure } from '@temporalio/activity';
import { reportingFailures } from '../../activities/failures';
import { packageFolder } from '../../activities/package-folder';
import { RatchetError } from '../../src/errors';

describe('a failure that leaves an activity', () => {
  const left = (error: Error): Promise<unknown> =>
    reportingFailures(() => Promise.reject(error)).catch((found: unknown) => found);

  it.each([new RatchetError('SUITE_CHANGED', 'Cannot go on'), new TypeError('no such thing')])(
    'tells where in the sources it arose, and nothing of the machine: %s',
    async (error) => {
      expect(error.stack).toContain(packageFolder());
      const found = await left(error);
      if (!(found instanceof Error)) throw new TypeError('no error');
      expect(found.message).toBe(error.message);
      expect(found.stack).toMatch(/\(?(test|activities)\/.*\.ts:\d+/);
      expect(found.stack).not.toContain(packageFolder());
    },
  );

  it('keeps the code of what Ratchet knows', async () => {
    const found = await left(new RatchetError('SUITE_CHANGED', 'Cannot go on'));
    expect(found).toBeInstanceOf(ApplicationFailure);
    expect(found).toMatchObject({ type: 'SUITE_CHANGED', nonRetryable: true });
  });
});
