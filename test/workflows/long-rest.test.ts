import { folderMedium } from '../../activities/store/folder-medium';
import { verifyFolder } from '../../src/app/audit/verify-folder';
import { eventsInLog } from '../support/events-in-log';
import { scenarioInstallation } from '../support/scenario-installation';
import { startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;
const MESSAGES = 100;

describe('a rest with so many messages that the server asks for continue-as-new', () => {
  const here = scenarioInstallation({
    table: steadyTable(20),
    queuePrefix: 'long-rest-',
    serverArgs: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=120'],
  });

  it(
    'goes on in a next run, and loses no message',
    async () => {
      const study = smallStudy('patient', {
        policy: { runs: 1, minSamples: 1, verifyRuns: 1 },
        atCeiling: 'rest',
        watch: '24h',
      });
      const handle = await startStudy(here.server, here.installation, study);
      const resting = () =>
        until('a rest', async () => {
          const status = await statusOf(handle);
          return status.doing.startsWith('rests') && status;
        });
      const before = await resting();
      for (let number = 1; number <= MESSAGES; number += 1) {
        await handle.signal('setBudget', { runs: 1_000 + number });
      }
      const lengths = await until('a next run of the cycle', async () => {
        const found = await lengthsOfRuns('patient');
        return found.length > before.cycle && found;
      });
      // Messages that come while it is about to go over are still told here: how many, the machine decides.
      expect(Math.max(...lengths)).toBeLessThan(120 + 4 * MESSAGES);
      const after = await resting();
      expect(after.budget.runs).toBe(1_000 + MESSAGES);
      expect({ cycle: after.cycle, recent: after.recent }).toEqual({
        cycle: before.cycle,
        recent: before.recent,
      });
      await handle.signal('stop');
      expect(await handle.result()).toMatchObject({ state: 'stopped' });
      const events = await eventsInLog(here.installation.dataDir, 'patient');
      const controls = events.filter(({ type }) => type === 'control');
      expect(controls.map(({ control }) => control.note)).toEqual([
        ...Array.from({ length: MESSAGES }, (_, place) =>
          expect.stringContaining(`"runs":${1_001 + place},`),
        ),
        expect.stringContaining('stopping'),
      ]);
      expect(new Set(controls.map(({ id }) => id)).size).toBe(MESSAGES + 1);
      const verified = await verifyFolder({
        stored: folderMedium(here.installation.dataDir),
        study: 'patient',
        heads: [],
        replay: false,
        progress: () => undefined,
      });
      expect(verified.findings).toEqual([]);
    },
    3 * minutes,
  );

  async function lengthsOfRuns(study: string): Promise<readonly number[]> {
    const { workflow } = here.server.env.client;
    const lengths = [];
    for await (const { runId } of workflow.list({ query: `WorkflowId = '${study}'` })) {
      const { historyLength } = await workflow.getHandle(study, runId).describe();
      lengths.push(historyLength);
    }
    return lengths;
  }
});
