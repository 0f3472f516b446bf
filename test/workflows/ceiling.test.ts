import { CARRIED_QUERY, type Carried, type OptimizationCycle } from '../../src/contract';
import { scenarioInstallation } from '../support/scenario-installation';
import { scenarioModel, startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;
const short = { runs: 1, minSamples: 1 };

describe('a study at its ceiling or at the end of its budget', () => {
  const here = scenarioInstallation({
    table: steadyTable(2),
    queuePrefix: 'ceiling-',
    models: ({ url }) => ({
      lfm: scenarioModel('lfm', url),
      wide: scenarioModel('wide', url, { modelId: 'lfm', slots: 4 }),
    }),
  });

  it(
    'rests, and wakes when it is resumed or given a candidate',
    async () => {
      const handle = await startStudy(
        here.server,
        here.installation,
        smallStudy('resting', { atCeiling: 'rest', policy: short }),
      );
      const resting = (cycle: number) =>
        until(`a rest in cycle ${cycle}`, async () => {
          const status = await statusOf(handle);
          const rests = status.state === 'resting' && status.doing.startsWith('rests');
          return rests && status.cycle === cycle && status;
        });
      const first = await resting(2);
      expect(first.doing).toContain('rests at its ceiling');
      expect(first.recent).toHaveLength(1);

      // A resting study has handed over already: its history holds little but the rest.
      const described = await handle.describe();
      expect(described.historyLength).toBeLessThan(40);

      await handle.signal('resume');
      const second = await resting(3);
      expect(second.recent.at(-1)).toMatchObject({ cycle: 2, verdicts: {} });

      await handle.signal('addCandidate', {
        phase: 'resting',
        patch: { isolation: 1 },
        why: 'to see',
      });
      const third = await resting(4);
      expect(third.recent.at(-1)).toMatchObject({ cycle: 3, verdicts: { REJECT: 1 } });
      await handle.signal('stop');
      const latest = here.server.env.client.workflow.getHandle('resting');
      expect(await latest.result()).toMatchObject({ state: 'stopped' });
    },
    2 * minutes,
  );

  it(
    'rests again after looking by its timer, when nothing has changed',
    async () => {
      const handle = await startStudy(
        here.server,
        here.installation,
        smallStudy('watching', { atCeiling: 'rest', policy: short, watch: '1h' }),
      );
      const status = await until('a rest', async () => {
        const seen = await statusOf(handle);
        return seen.state === 'resting' && seen.doing.startsWith('rests') && seen;
      });
      expect(status.doing).toContain('looks again in 1 h');
      await here.server.env.client.workflow.getHandle('watching').terminate('the test is over');
    },
    2 * minutes,
  );

  it(
    'looks when it is resumed before its rest has begun',
    async () => {
      const { workflow } = here.server.env.client;
      const { input, state } = await workflow
        .getHandle('watching')
        .query<Carried, []>(CARRIED_QUERY);
      expect(state).toMatchObject({ cycle: 2, resting: true });
      const handle = await workflow.signalWithStart<OptimizationCycle, [unknown]>(
        'optimizationCycle',
        {
          taskQueue: here.installation.taskQueue,
          workflowId: 'watching',
          args: [input, state],
          signal: 'resume',
          signalArgs: [null],
        },
      );
      await until('a rest in cycle 3', async () => {
        const latest = await statusOf(workflow.getHandle('watching'));
        return latest.cycle === 3 && latest.doing.startsWith('rests');
      });
      const looked = workflow.getHandle('watching/c2/watching/e0-baseline');
      expect((await looked.describe()).status.name).toBe('COMPLETED');
      await workflow.getHandle('watching').terminate('the test is over');
      await expect(handle.result()).rejects.toThrow('the test is over');
    },
    2 * minutes,
  );

  it(
    'ends when its cycles are spent',
    async () => {
      const study = smallStudy('cycles', {
        atCeiling: 'rest',
        policy: { ...short, candidatesPerCycle: 1 },
        factors: { retries: [1, 2, 3, 4] },
        budget: { cycles: 2 },
      });
      const handle = await startStudy(here.server, here.installation, study);
      expect(await handle.result()).toMatchObject({
        state: 'budget-spent',
        reason: '2 of 2 cycles are spent',
        cycles: 2,
      });
    },
    2 * minutes,
  );

  it(
    'never overshoots its runs, and decides about what it could measure',
    async () => {
      const study = smallStudy('runs', {
        factors: { retries: [1, 2, 3, 4] },
        policy: { runs: 3 },
        budget: { runs: 10 },
      });
      const handle = await startStudy(here.server, here.installation, study);
      const report = await handle.result();
      expect(report).toMatchObject({ state: 'budget-spent', spent: { runs: 9 } });
      expect(report.reason).toBe('9 of 10 runs are spent and 3 more would be needed');
      expect(report.recent).toMatchObject([{ cycle: 1, verdicts: { REJECT: 2 } }]);
    },
    2 * minutes,
  );

  it(
    'counts evaluations that are open at the same time',
    async () => {
      const study = smallStudy('at-once', {
        baseline: { model: 'wide' },
        factors: { retries: [1, 2, 3, 4, 5] },
        policy: { runs: 3 },
        budget: { runs: 11 },
      });
      const handle = await startStudy(here.server, here.installation, study);
      expect(await handle.result()).toMatchObject({ state: 'budget-spent', spent: { runs: 9 } });
    },
    2 * minutes,
  );

  it(
    'takes a message that is there before its first step',
    async () => {
      const study = smallStudy('prompt', { policy: short, factors: { retries: [1] } });
      const handle = await here.server.env.client.workflow.signalWithStart<
        OptimizationCycle,
        [unknown]
      >('optimizationCycle', {
        taskQueue: here.installation.taskQueue,
        workflowId: 'prompt',
        args: [study],
        signal: 'addCandidate',
        signalArgs: [{ phase: 'prompt', patch: { isolation: 1 } }],
      });
      const report = await handle.result();
      expect(report.recent).toMatchObject([{ cycle: 1, verdicts: { REJECT: 1 } }]);
    },
    2 * minutes,
  );
});
