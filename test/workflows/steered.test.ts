import type { ControlName } from '../../src/contract';
import { lastEvent } from '../support/last-event';
import { scenarioInstallation } from '../support/scenario-installation';
import { startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { eventsOfChain, evaluationsIn, runsOf, untilForwarded } from '../support/what-followed';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;

type Way = 'signal' | 'update';

describe('a study that is steered', () => {
  const here = scenarioInstallation({ table: steadyTable(40), queuePrefix: 'steered-' });

  const handleOf = (study: string) => here.server.env.client.workflow.getHandle(study);
  const status = (study: string) => statusOf(handleOf(study));

  const line = (study: string, type: string) => lastEvent(here.installation.dataDir, study, type);

  const teller =
    (way: Way, study: string) =>
    async (name: ControlName, payload: unknown = null): Promise<void> => {
      if (way === 'signal') await handleOf(study).signal(name, payload);
      else await handleOf(study).executeUpdate(name, { args: [payload] });
    };

  it.each<Way>(['signal', 'update'])(
    'is steered by a %s between two runs: no other run begins first',
    async (way) => {
      const name = `at-work-${way}`;
      const tell = teller(way, name);
      const study = smallStudy(name, {
        factors: { retries: [1, 2, 3], timeoutSeconds: [60, 120, 180] },
        generators: ['retries'],
        policy: { runs: 3, candidatesPerCycle: 6 },
      });
      const { client } = here.server.env;
      const events = () => eventsOfChain(client, name);
      const measuring = (evaluation: string) =>
        until(`a run of ${evaluation}`, async () => {
          const id = evaluationsIn(await events(), name).find((each) => each.includes(evaluation));
          return id !== undefined && (await runsOf(client, `${name}/${id}`)).begun > 0 && id;
        });
      await startStudy(here.server, here.installation, study);
      const first = await measuring('/e1-retries-');
      await tell('pause');
      await until('the end of the run in flight', async () => {
        const { raw } = await handleOf(`${name}/${first}`).describe();
        return (await status(name)).state === 'paused' && !raw.pendingActivities?.length;
      });
      const held = await runsOf(client, `${name}/${first}`);
      expect(held.afterTheOrder).toBe(0);

      const retries = Number(first.split('-').at(-1));
      const by = 'ann';
      await tell('reject', { phase: name, patch: { retries }, why: 'too slow', by });
      await tell('setGenerators', ['timeout']);
      await tell('addCandidate', { phase: name, patch: { isolation: 1 } });
      await tell('resume');
      const given = await measuring('c2/');
      expect(given).toContain('e0-baseline');
      await measuring(`c2/${name}/e1-isolation-1`);
      expect(await runsOf(client, `${name}/${first}`)).toEqual(held);

      await tell('promote', { phase: name, patch: { retries: 3 }, why: 'calls', by });
      await measuring(`c3/${name}/e1-isolation-1`);
      await tell('setBudget', { runs: 1 });
      const report = await handleOf(name).result();
      expect(report).toMatchObject({ state: 'budget-spent' });

      const all = await events();
      const evaluations = evaluationsIn(all, name);
      const inCycles = evaluations.map((id) => id.replace(`${name}/`, ''));
      expect(inCycles).toEqual([
        'c1/e0-baseline',
        expect.stringMatching('c1/e1-retries-'),
        'c2/e0-baseline',
        'c2/e1-isolation-1',
        'c3/e0-baseline',
        // Given up, not decided: it has its turn again.
        'c3/e1-isolation-1',
      ]);
      const runs = await Promise.all(evaluations.map((id) => runsOf(client, `${name}/${id}`)));
      expect(runs.map(({ afterTheOrder }) => afterTheOrder)).toEqual([0, 0, 0, 0, 0, 0]);
      // What was given up was paid all the same.
      expect(report.spent.runs).toBe(runs.reduce((sum, { begun }) => sum + begun, 0));
      for (const control of ['pause', 'setBudget']) {
        expect(untilForwarded(all, control).join()).not.toMatch(/TIMER_FIRED|CHILD|ACTIVITY/);
      }
      const noted = JSON.stringify((await status(name)).controls);
      expect(noted).toContain('by hand of ann: too slow');
      expect(noted).toContain('by hand of ann: calls');
      expect(await line(name, 'candidate-decided')).toBeUndefined();
    },
    3 * minutes,
  );

  it.each<Way>(['signal', 'update'])(
    'is stopped by a %s between two runs: no other run begins, and the files say so',
    async (way) => {
      const name = `stopped-${way}`;
      const { client } = here.server.env;
      const study = smallStudy(name, { policy: { runs: 7 } });
      await startStudy(here.server, here.installation, study);
      const baseline = `${name}/c1/${name}/e0-baseline`;
      await until('a run of the baseline', async () => {
        const begun = evaluationsIn(await eventsOfChain(client, name), name).length > 0;
        return begun && (await runsOf(client, baseline)).begun > 0;
      });
      await teller(way, name)('stop');
      const report = await handleOf(name).result();
      expect(report).toMatchObject({ state: 'stopped', cycles: 1 });

      const { begun, afterTheOrder } = await runsOf(client, baseline);
      expect(begun).toBeLessThan(7);
      expect(afterTheOrder).toBe(0);
      expect(report.spent.runs).toBe(begun);
      const all = await eventsOfChain(client, name);
      expect(untilForwarded(all, 'stop').join()).not.toMatch(/TIMER_FIRED|CHILD|ACTIVITY/);
      expect(await line(name, 'study-ended')).toMatchObject({ state: 'stopped' });
    },
    2 * minutes,
  );

  it.each<Way>(['signal', 'update'])(
    'is steered by a %s at rest: its timer does not wake it',
    async (way) => {
      const name = `at-rest-${way}`;
      const tell = teller(way, name);
      const phase = name;
      const rests = (cycle: number) =>
        until(`a rest in cycle ${cycle}`, async () => {
          const seen = await status(name);
          return seen.cycle === cycle && seen.doing.startsWith('rests') && seen;
        });
      const why = 'to see';
      await startStudy(
        here.server,
        here.installation,
        smallStudy(name, {
          factors: { retries: [1, 2], timeoutSeconds: [60, 120] },
          generators: ['retries'],
          atCeiling: 'rest',
          watch: '1h',
          policy: { runs: 1, minSamples: 1 },
        }),
      );
      await rests(2);
      await tell('setBudget', { runs: 1_000 });
      await tell('reject', { phase, patch: { retries: 3 }, why, by: 'ann' });
      await tell('pause');
      const paused = await until('a pause', async () => {
        const seen = await status(name);
        return seen.state === 'paused' && seen;
      });
      expect(paused).toMatchObject({ cycle: 2, budget: { runs: 1_000 } });
      expect(paused.controls.at(-2)?.note).toContain('by hand of ann: to see');
      await tell('resume');
      expect((await rests(3)).recent.at(-1)?.verdicts).toEqual({});
      await tell('addCandidate', { phase, patch: { isolation: 1 }, why });
      expect((await rests(4)).recent.at(-1)?.verdicts).toEqual({ REJECT: 1 });
      await tell('setGenerators', ['timeout']);
      expect((await rests(5)).recent.at(-1)?.verdicts).toEqual({ REJECT: 1 });
      await tell('promote', { phase, patch: { isolation: 1 }, why, by: 'ann' });
      expect((await rests(6)).phases[0]?.baseline).toContain('/i1/');
      await tell('stop');
      expect(await handleOf(name).result()).toMatchObject({ state: 'stopped' });
      expect(await line(name, 'study-ended')).toMatchObject({ state: 'stopped' });
      const types = (await eventsOfChain(here.server.env.client, name)).map(
        ({ eventType }) => eventType,
      );
      expect(types).toContain('EVENT_TYPE_TIMER_STARTED');
      expect(types).not.toContain('EVENT_TYPE_TIMER_FIRED');
    },
    3 * minutes,
  );
});
