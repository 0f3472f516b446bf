import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { eventsInLog } from '../support/events-in-log';
import type { Json } from '../support/json';
import { scenarioInstallation } from '../support/scenario-installation';
import { startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { eventsOfChain } from '../support/what-followed';
import { smallStudy, WORKED_EXAMPLE, workedExampleModels } from '../support/worked-example';

const minutes = 60_000;
/** Children that make runs; at its end a study leaves one of another kind behind. */
const COSTLY = ['evaluateSpec', 'enforceRecommendation'];

/** One letter each: a write is asked for, it is done, a child begins, it is closed. */
type Letter = 'w' | 'W' | 'b' | 'c';

interface Step {
  readonly letter: Letter;
  /** Types of the events that are to be written. */
  readonly types: readonly string[];
}

/** What a history tells of writes, and of what may only begin when they are done. */
function stepsIn(events: readonly Json[]): readonly Step[] {
  const writes = new Map<unknown, readonly string[]>();
  return events.flatMap((event): readonly Step[] => {
    const asked = event.activityTaskScheduledEventAttributes;
    if (asked?.activityType.name === 'recordEvents') {
      const batch = JSON.parse(Buffer.from(asked.input.payloads[0].data, 'base64').toString());
      const types = batch.events.map(({ type }: Json) => type);
      writes.set(event.eventId, types);
      return [{ letter: 'w', types }];
    }
    const types = writes.get(event.activityTaskCompletedEventAttributes?.scheduledEventId);
    return types ? [{ letter: 'W', types }] : ofChild(event);
  });
}

function ofChild(event: Json): readonly Step[] {
  const child =
    event.startChildWorkflowExecutionInitiatedEventAttributes ??
    event.childWorkflowExecutionCompletedEventAttributes;
  if (!COSTLY.includes(child?.workflowType.name)) return [];
  return [{ letter: event.eventType.endsWith('_COMPLETED') ? 'c' : 'b', types: [] }];
}

describe('what a cycle decides between two measurements', () => {
  const here = scenarioInstallation({
    table: 'lfm',
    queuePrefix: 'together-',
    models: workedExampleModels,
  });

  it(
    'is one write, done before anything that costs begins; the end of the study is part of the last one',
    async () => {
      const study = { ...WORKED_EXAMPLE, study: 'one-write', budget: { cycles: 1 } };
      const handle = await startStudy(here.server, here.installation, study);
      expect(await handle.result()).toMatchObject({ state: 'budget-spent' });
      const steps = stepsIn(await eventsOfChain(here.server.env.client, 'one-write'));
      const letters = steps.map(({ letter }) => letter).join('');
      expect(letters).toMatch(/^wWb.*cwW$/);
      expect(letters).not.toContain('wWwW');
      expect(letters).not.toMatch(/w[^W]/);
      expect(steps.at(-1)?.types).toEqual(['phase-closed', 'study-ended']);
      const promoted = steps.find(({ types }) => types.includes('baseline-promoted'));
      expect(promoted?.types).toEqual([
        'promotion-verified',
        'baseline-promoted',
        'diagnosed',
        'phase-closed',
      ]);
    },
    3 * minutes,
  );

  it(
    'is not lost where the store refuses it at the end of the study: it waits for a person, and ends when it is resumed',
    async () => {
      const handle = await refusedAtTheEnd('refused-end', {});
      await handle.signal('resume');
      expect(await handle.result()).toMatchObject({ state: 'finished' });
      const { searchAttributes } = await handle.describe();
      expect(searchAttributes['RatchetState']).toEqual(['finished']);
      const events = await eventsInLog(here.installation.dataDir, 'refused-end');
      const types = events.map(({ type }) => type);
      expect(types.filter((type) => type !== 'control').slice(-5)).toEqual([
        'candidate-decided',
        'diagnosed',
        'phase-closed',
        'ceiling-reached',
        'study-ended',
      ]);
      // One of them was heard while the end waited for its store.
      const heard = events.flatMap((event) => (event.type === 'control' ? event.control.name : []));
      expect(heard).toEqual(['pause', 'resume', 'resume']);
    },
    3 * minutes,
  );

  it(
    'is no ceiling any more where a candidate by hand comes while it waits to be written: it is tried next',
    async () => {
      const study = 'heard-late';
      const handle = await refusedAtTheEnd(study, { atCeiling: 'rest' });
      const patch = { timeoutSeconds: 44 };
      await handle.executeUpdate('addCandidate', { args: [{ phase: study, patch, why: 'late' }] });
      await handle.signal('resume');
      const decided = await until('its verdict', async () =>
        (await eventsInLog(here.installation.dataDir, study)).find(
          ({ type, cycle }) => type === 'candidate-decided' && cycle === 2,
        ),
      );
      expect(decided).toMatchObject({ candidate: { spec: patch } });
      await handle.signal('stop');
      expect(await handle.result()).toMatchObject({ state: 'stopped' });
    },
    3 * minutes,
  );

  /** A study whose store refuses what its first cycle decided, until it is resumed; by then the store is mended. */
  async function refusedAtTheEnd(name: string, more: object): Promise<WorkflowHandle> {
    const handle = await startStudy(here.server, here.installation, smallStudy(name, more));
    await until('the candidate', async () =>
      (await statusOf(handle)).doing.startsWith('measures e1-'),
    );
    await handle.signal('pause');
    const log = join(here.installation.dataDir, `studies/${name}/routing_decisions.log`);
    const before = await readFile(log, 'utf8');
    await writeFile(log, before.replace(/\}\n$/, ' }\n'));
    await handle.signal('resume');
    const { state, trouble } = await until('a trouble', async () => {
      const status = await statusOf(handle);
      return status.trouble !== null && status;
    });
    expect({ state, trouble }).toMatchObject({
      state: 'paused',
      trouble: { code: 'STORE_CORRUPT' },
    });
    await writeFile(log, before);
    return handle;
  }
});
