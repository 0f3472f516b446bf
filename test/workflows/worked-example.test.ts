import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import type { StudyStatus } from '../../src/study/status';
import type { StudyReport } from '../../src/study/study-report';
import type { Json } from '../support/json';
import {
  type Installation,
  type StudyHandle,
  type StudyServer,
  startInstallation,
  startStudy,
  startStudyServer,
  statusOf,
} from '../support/study-server';
import { temporal } from '../support/temporal-command';
import { until } from '../support/until';
import { WORKED_EXAMPLE, workedExampleModels } from '../support/worked-example';

const minutes = 60_000;

describe('the worked example on a real server', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let installation: Installation;
  let handle: StudyHandle;
  let underWay: StudyStatus;
  let report: StudyReport;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: 'lfm' });
    installation = await startInstallation(server, {
      queuePrefix: 'worked-',
      models: workedExampleModels(scenario),
    });
    handle = await startStudy(server, installation, WORKED_EXAMPLE);
    underWay = await until('a row being measured', async () => {
      const status = await statusOf(handle);
      const rows = status.phases[0]?.table ?? [];
      return rows.some(({ state, name }) => state === 'measuring' && name !== 'e0') && status;
    });
    report = await handle.result();
  }, 4 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await server?.stop();
  });

  async function read(name: string): Promise<Json> {
    return JSON.parse(await readFile(join(installation.dataDir, name), 'utf8'));
  }

  /** The history of a closed run, as the Temporal CLI prints it. */
  async function eventsOf(workflowId: string, runId?: string): Promise<readonly Json[]> {
    const run = runId === undefined ? [] : ['-r', runId];
    const shown = await temporal(
      server,
      'workflow',
      'show',
      '-w',
      workflowId,
      ...run,
      '-o',
      'json',
    );
    return JSON.parse(shown.output).events;
  }

  async function runs(query: string): Promise<readonly { id: string; run: string; row: Json }[]> {
    const found: { id: string; run: string; row: Json }[] = [];
    for await (const row of server.env.client.workflow.list({ query })) {
      found.push({ id: row.workflowId, run: row.runId, row });
    }
    return found;
  }

  it('goes from 0.667 to 0.833 on atomic, and routes extended to its fallback', () => {
    expect(report).toMatchObject({
      study: 'lfm',
      state: 'finished',
      reason: 'ceiling: nothing left to try that could win',
      phases: [
        {
          name: 'atomic',
          first: 'lfm/atomic/native_api/t60/r1/i0/w0/T0',
          last: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
          accuracy: 5 / 6,
        },
        {
          name: 'extended',
          first: 'lfm/extended/native_api/t60/r1/i0/w0/T0',
          last: 'claude-haiku/extended/native_api/t60/r1/i0/w0/T0',
          accuracy: 5 / 6,
        },
      ],
    });
    expect(report.cycles).toBe(2);
  });

  it('promotes the variant and rejects the rest, with the numbers in the reason', async () => {
    const { phases } = await read('studies/lfm/cycles/1.json');
    const decided: readonly Json[] = phases.atomic['candidate-decided'];
    const byFactor = Object.fromEntries(
      decided.map(({ candidate, decision }) => [candidate.change.factor, decision]),
    );
    expect(byFactor['variant']).toMatchObject({ verdict: 'PROMOTE' });
    expect(byFactor['variant'].reason).toContain('0.833 against 0.667');
    for (const factor of ['timeoutSeconds', 'retries']) {
      expect(byFactor[factor]).toMatchObject({ verdict: 'REJECT', gain: 0 });
      expect(byFactor[factor].reason).toMatch(/^no improvement/);
    }
    expect(phases.atomic['baseline-measured'][0].summary).toMatchObject({
      runs: 7,
      passesByRun: [4, 4, 4, 4, 4, 4, 4],
    });
  });

  it('writes an improvement of a sixth into meta_loop_history.json', async () => {
    const { cycles, repairs } = await read('studies/lfm/meta_loop_history.json');
    expect(cycles).toHaveLength(4);
    expect(cycles[0]).toMatchObject({
      cycle: 1,
      phase: 'atomic',
      baseline_was: 'lfm/atomic/native_api/t60/r1/i0/w0/T0',
      winner: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
    });
    expect(cycles[0].improvement).toBeCloseTo(1 / 6, 12);
    expect(cycles[0].improvement.toFixed(3)).toBe('0.167');
    expect(
      Object.values<string>(cycles[0].verdicts).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['PROMOTE', 'REJECT', 'REJECT']);
    expect(repairs).toMatchObject([{ cycle: 1, phase: 'extended', diagnosis: 'capability-limit' }]);
  });

  it('finds a capability limit on extended: not one due call right, in any run', async () => {
    const { phases } = await read('studies/lfm/cycles/1.json');
    const { diagnosed, 'trial-kept': kept } = phases.extended;
    expect(diagnosed.at(-1)).toMatchObject({
      diagnosis: { class: 'capability-limit', evidence: { numbers: { rightCalls: 0, runs: 7 } } },
      recommendation: { patch: { model: 'claude-haiku' }, metric: 'actionAccuracy' },
    });
    expect(kept[0].recommendation).toMatchObject({ state: 'kept' });
    expect(kept[0].recommendation.measured).toBeGreaterThan(0);
    expect(kept[0].summaries.map((summary: Json) => summary.action.right)).toEqual([
      0,
      expect.any(Number),
    ]);
  });

  it('sends the next cycle of extended to the fallback itself', async () => {
    const { phases } = await read('studies/lfm/cycles/2.json');
    const [{ summary }] = phases.extended['baseline-measured'];
    expect(summary.spec.model).toBe('claude-haiku');
    const { models } = scenario.log();
    const counted = Object.fromEntries(
      Object.entries(models).map(([name, log]) => [name, log.answered]),
    );
    // Seven runs of six items as baseline, seven for each of three candidates, three in the verification.
    expect(counted['claude-haiku']).toBeGreaterThanOrEqual((7 + 21 + 3) * 6);
  });

  it('leaves a routing file that an application can load, and no trial in it', async () => {
    const merged = await read('routing_config.json');
    expect(merged.phases.atomic).toMatchObject({
      route: { model: 'lfm', variant: 'atomic' },
      sinceCycle: 1,
      simulated: true,
      decision: expect.stringMatching(/^c1\/atomic\/e\d-variant-atomic\/decided$/),
    });
    expect(merged.phases.extended).toMatchObject({
      route: { model: 'claude-haiku' },
      decision: expect.stringMatching(/^c1\/extended\/capability-limit\/e4-verify\/kept$/),
      // The file says why the phase goes to another model.
      reason: expect.stringMatching(/^kept: .*; it mends capability-limit: 0 of 28 due calls/),
    });
    const own = await read('studies/lfm/routing_config.json');
    expect(own.state).toBe('finished');
    expect(own.trial ?? {}).toEqual({});
  });

  it('keeps what the last cycle saw in harness_feedback.json', async () => {
    const { phases, rules } = await read('studies/lfm/harness_feedback.json');
    expect(rules.byDiagnosis).toMatchObject({
      'capability-limit': { proposed: 1, kept: 1, undone: 0, right: 1, predictedTotal: 1 },
    });
    expect(phases.atomic).toMatchObject({ cycle: 2, recommendations: [] });
    expect(phases.atomic.diagnoses[0]).toMatchObject({
      diagnosis: { class: 'suboptimal' },
      specId: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
    });
  });

  it('logs every event once, in order, with ids of the designed form', async () => {
    const text = await readFile(
      join(installation.dataDir, 'studies/lfm/routing_decisions.log'),
      'utf8',
    );
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, place) => place + 1));
    const ids: readonly string[] = lines.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe('c1/admitted');
    expect(ids.slice(1, 8)).toEqual([
      'c1/atomic/e0-baseline/measured',
      'c1/atomic/diagnosed-before',
      expect.stringMatching(/^c1\/atomic\/e1-[a-zA-Z]+-[a-z0-9_]+\/decided$/),
      expect.stringMatching(/^c1\/atomic\/e2-/),
      expect.stringMatching(/^c1\/atomic\/e3-/),
      expect.stringMatching(/^c1\/atomic\/e\d-variant-atomic\/verified$/),
      'c1/atomic/promoted',
    ]);
    expect(ids).toEqual(
      expect.arrayContaining([
        'c1/atomic/closed',
        'c1/extended/capability-limit/e4-verify/opened',
        'c1/extended/capability-limit/e4-verify/kept',
        'c2/extended/closed',
      ]),
    );
    expect(ids.at(-1)).toBe('c2/ended');
  });

  it('names its children by what they measure, in planned order', async () => {
    const children = await runs(
      'WorkflowType = "evaluateSpec" OR WorkflowType = "enforceRecommendation"',
    );
    const ids = children.map(({ id }) => id).toSorted();
    expect(ids.filter((id) => id.startsWith('lfm/c1/extended/'))).toEqual([
      'lfm/c1/extended/e0-baseline',
      expect.stringMatching(/^lfm\/c1\/extended\/e1-/),
      expect.stringMatching(/^lfm\/c1\/extended\/e2-/),
      expect.stringMatching(/^lfm\/c1\/extended\/e3-/),
      'lfm/c1/extended/e4-verify',
      'lfm/c1/extended/enforce-capability-limit',
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    const described = await server.env.client.workflow
      .getHandle('lfm/c1/extended/e4-verify')
      .describe();
    expect(await described.staticSummary()).toBe('extended · e4-verify');
  });

  it('tells on each activity which run it is', async () => {
    const events = await eventsOf('lfm/c1/extended/e4-verify');
    const summaries = events
      .filter(({ eventType }) => eventType === 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED')
      .map(({ userMetadata }) =>
        JSON.parse(Buffer.from(userMetadata.summary.data, 'base64').toString()),
      );
    const [old, trial] = ['lfm', 'claude-haiku'].map(
      (model) => `${model}/extended/native_api/t60/r1/i0/w0/T0`,
    );
    expect(summaries).toEqual(
      [old, trial, trial, old, old, trial].map(
        (spec, place) => `e4-verify · run ${place + 1} of 6 · ${spec}`,
      ),
    );
  });

  it('answers the status query while it runs and after its end', async () => {
    expect(underWay).toMatchObject({
      schemaVersion: 1,
      study: 'lfm',
      state: 'running',
      cycle: 1,
      simulated: true,
      trouble: null,
    });
    expect(underWay.phases.map(({ name }) => name)).toEqual(['atomic', 'extended']);
    const status = await statusOf(handle);
    expect(status).toMatchObject({ state: 'finished', cycle: 2, spent: report.spent });
    expect(status.recent).toHaveLength(4);
    expect(status.phases[0]?.table[0]).toMatchObject({ name: 'e0', state: 'measured', runs: 7 });
  });

  it('shows itself in the lists and in the current details of the Web UI', async () => {
    const [last] = await runs("WorkflowId = 'lfm' AND RatchetState = 'finished'");
    expect(last?.row.searchAttributes).toMatchObject({
      RatchetCycle: [2],
      RatchetState: ['finished'],
      RatchetBaseline: ['lfm/atomic/atomic/t60/r1/i0/w0/T0'],
      RatchetVerdict: ['PROMOTE'],
      RatchetAccuracy: [5 / 6],
    });
    const shown = await temporal(server, 'workflow', 'metadata', '-w', 'lfm', '-o', 'json');
    expect(shown.output).toContain('**Simulated**');
    expect(shown.output).toContain('| e0 | baseline | 7 | 0.833 |');
    expect(shown.output).toContain('Let the run in flight end and start no other');
  });

  it('keeps transcripts and, when all is closed, the histories', async () => {
    const folder = join(installation.dataDir, 'studies/lfm');
    expect((await readdir(join(folder, 'runs'), { recursive: true })).length).toBeGreaterThan(100);
    const manifests = await until('the manifests of both runs', async () => {
      const names = await readdir(join(folder, 'histories'));
      const found = names.filter((name) => name.endsWith('.manifest.json'));
      return found.length === 2 && found;
    });
    const told = await Promise.all(manifests.map((name) => read(`studies/lfm/histories/${name}`)));
    // All but the workflow that writes them, which is still open as it does so.
    const leftOut = told.flatMap((manifest) => manifest.leftOut);
    expect(leftOut).toMatchObject([{ workflowId: 'lfm/archive-c2', why: 'open' }]);
  });

  it(
    'keeps its history small: no event comes near the limits of a server',
    async () => {
      const sizes: number[] = [];
      for (const { id, run } of await runs('ExecutionStatus != "Running"')) {
        const events = await eventsOf(id, run);
        sizes.push(...events.map((event) => JSON.stringify(event).length));
      }
      expect(Math.max(...sizes)).toBeLessThan(128 * 1024);
    },
    2 * minutes,
  );

  it(
    'counts every run once: what was spent is what was scheduled',
    async () => {
      const { spent } = report;
      let scheduled = 0;
      for (const { id } of await runs('WorkflowType = "evaluateSpec"')) {
        const events = await eventsOf(id);
        scheduled += events.filter(
          ({ eventType }) => eventType === 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED',
        ).length;
      }
      expect(spent.runs).toBe(scheduled);
    },
    2 * minutes,
  );
});
