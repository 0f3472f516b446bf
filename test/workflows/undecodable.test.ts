import { Worker } from '@temporalio/worker';
import type { Json } from '../support/json';
import { recordedHistories } from '../support/recorded-histories';
import { scenarioInstallation } from '../support/scenario-installation';
import { startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;

/** An encoding that nobody knows, and a JSON text that breaks off. */
const UNKNOWN = payloadOf('binary/unknown', 'anything');
const BROKEN = payloadOf('json/plain', '{"broken":');

/** What can be decoded, and was made to harm. */
const DEEP = payloadOf('json/plain', '['.repeat(10_000) + ']'.repeat(10_000));
const WRONG = payloadOf('json/plain', JSON.stringify(Array(8_000).fill(1)));
const PROTOTYPE = payloadOf('json/plain', '{"__proto__":{"generators":["retries"]}}');

function payloadOf(encoding: string, data: string) {
  return { metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(data) };
}

describe('payloads that cannot be decoded', () => {
  const here = scenarioInstallation({ table: steadyTable(60), queuePrefix: 'undecodable-' });

  const signal = (workflowId: string, signalName: string, payload: typeof UNKNOWN) =>
    here.server.env.client.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId },
      signalName,
      input: { payloads: [payload] },
    });

  it(
    'are noted as not applied, whatever the signal is called, and the study goes on to its end',
    async () => {
      const handle = await startStudy(here.server, here.installation, smallStudy('noted', {}));
      const evaluation = here.server.env.client.workflow.getHandle('noted/c1/noted/e0-baseline');
      await until('the first evaluation', () => evaluation.describe());
      for (const payload of [UNKNOWN, BROKEN]) {
        await signal('noted', 'stop', payload);
        await signal('noted', 'setBudget', payload);
        await signal('noted', 'misspelt', payload);
        await signal(evaluation.workflowId, 'control', payload);
      }
      const { controls } = await until('all of them', async () => {
        const status = await statusOf(handle);
        return status.controls.length === 6 && status;
      });
      expect(controls.map(({ name, applied }) => [name, applied])).toEqual(
        [0, 1].flatMap(() => [
          ['stop', false],
          ['setBudget', false],
          ['misspelt', false],
        ]),
      );
      expect(controls[0]?.note).toBe(
        'the payload cannot be decoded: Unknown encoding: binary/unknown',
      );
      expect(controls[3]?.note).toMatch(/^the payload cannot be decoded: .*JSON/);
      await handle.signal('pause');
      // These are read in few workflow tasks, and one may take 5 seconds.
      const hostile = [DEEP, WRONG, PROTOTYPE].flatMap((payload) =>
        Array.from({ length: 12 }, () => signal('noted', 'setGenerators', payload)),
      );
      await Promise.all(hostile);
      const { controls: refused, generators } = await statusOf(handle);
      expect(refused.every(({ applied, note }) => !applied && note.length <= 500)).toBe(true);
      expect(generators).not.toEqual(['retries']);
      await handle.signal('resume');
      expect(await handle.result()).toMatchObject({ state: 'finished' });
    },
    2 * minutes,
  );

  it.each([
    { name: 'study', payloads: [UNKNOWN], words: /cannot be decoded: Unknown encoding/ },
    { name: 'state', payloads: [studyPayload(), BROKEN], words: /what was carried on: .*JSON/ },
  ])('fail the workflow at once where they are its $name', async ({ name, payloads, words }) => {
    await here.server.env.client.workflowService.startWorkflowExecution({
      namespace: 'default',
      requestId: name,
      workflowId: name,
      workflowType: { name: 'optimizationCycle' },
      taskQueue: { name: here.installation.taskQueue },
      input: { payloads },
    });
    await expect(here.server.env.client.workflow.getHandle(name).result()).rejects.toMatchObject({
      cause: { type: 'STUDY_INVALID', message: expect.stringMatching(words) },
    });
  });

  it.each([
    { what: 'a run', of: 'e0-baseline', event: 'activityTaskCompletedEventAttributes' },
    { what: 'a child', of: 'lfm.1', event: 'childWorkflowExecutionCompletedEventAttributes' },
  ])(
    'are an error to be seen where they are the result of $what',
    async ({ of, event }) => {
      const [recorded] = await recordedHistories((file) => file.includes(of));
      if (!recorded) throw new RangeError(`Cannot test without a recorded ${of}`);
      const history: Json = structuredClone(recorded.history);
      const results = history.events.map((each: Json) => each[event]?.result).filter(Boolean);
      results[0].payloads[0].metadata.encoding = UNKNOWN.metadata.encoding.toString('base64');
      await expect(
        Worker.runReplayHistory(
          { workflowBundle: here.server.bundle },
          history,
          recorded.workflowId,
        ),
      ).rejects.toThrow(/Unknown encoding: binary\/unknown/);
    },
    minutes,
  );
});

function studyPayload() {
  return payloadOf('json/plain', JSON.stringify({ ...smallStudy('state', {}), study: 'state' }));
}
