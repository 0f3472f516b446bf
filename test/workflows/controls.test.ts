import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../support/json';
import { lastEvent } from '../support/last-event';
import { scenarioInstallation } from '../support/scenario-installation';
import { startStudy, statusOf } from '../support/study-server';
import { temporal } from '../support/temporal-command';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;

describe('a study and the Temporal CLI alone', () => {
  const here = scenarioInstallation({ table: steadyTable(40), queuePrefix: 'controls-' });

  const handleOf = (study: string) => here.server.env.client.workflow.getHandle(study);
  const status = (study: string) => statusOf(handleOf(study));
  const admitted = (study: string) =>
    until('a first measurement', async () => (await status(study)).phases[0]?.table.length);

  async function start(study: { readonly study: string }, workflowId = study.study) {
    const file = join(here.installation.dataDir, `${study.study}-study.json`);
    await writeFile(file, JSON.stringify(study));
    const { ok, output } = await temporal(
      here.server,
      ...'workflow start --type optimizationCycle'.split(' '),
      '--task-queue',
      here.installation.taskQueue,
      '--workflow-id',
      workflowId,
      '--input-file',
      file,
    );
    expect(output).toContain('RunId');
    expect(ok).toBe(true);
  }

  async function signal(study: string, name: string, ...input: readonly string[]) {
    const sent = await temporal(
      here.server,
      'workflow',
      'signal',
      '-w',
      study,
      '--name',
      name,
      ...input,
    );
    expect(sent).toMatchObject({ ok: true });
  }

  async function send(study: string, name: string, payload: unknown) {
    await signal(study, name, '--input', JSON.stringify(payload));
  }

  const line = (study: string, type: string) => lastEvent(here.installation.dataDir, study, type);

  it(
    'starts from a JSON file, pauses between runs, goes on and stops with true files',
    async () => {
      await start(smallStudy('paused', { factors: { retries: [1, 2, 3, 4] } }));
      await until('the first runs', async () => here.scenario.log().models['lfm']?.answered);
      await signal('paused', 'pause');
      await until('paused', async () => (await status('paused')).state === 'paused');
      const listed = await temporal(
        here.server,
        'workflow',
        'query',
        '-w',
        'paused',
        '--name',
        'status',
      );
      expect(listed.output).toContain('paused');

      const quiet = await until('the end of the run in flight', async () => {
        const before = here.scenario.log().models['lfm']?.answered;
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        return before === here.scenario.log().models['lfm']?.answered && before;
      });
      expect(quiet % 6).toBe(0);

      await signal('paused', 'resume');
      await until(
        'another run',
        async () => (here.scenario.log().models['lfm']?.answered ?? 0) > quiet,
      );
      await signal('paused', 'stop');
      expect(await handleOf('paused').result()).toMatchObject({
        state: 'stopped',
        reason: 'stopped by a message',
      });
      expect(await status('paused')).toMatchObject({ state: 'stopped', trouble: null });
      const routing = await readFile(
        join(here.installation.dataDir, 'studies/paused/routing_config.json'),
        'utf8',
      );
      expect(JSON.parse(routing)).toMatchObject({ state: 'stopped' });
      expect(await line('paused', 'study-ended')).toMatchObject({ state: 'stopped' });
      const rows = await temporal(
        here.server,
        'workflow',
        'list',
        '--query',
        "WorkflowId='paused'",
        '-o',
        'json',
      );
      expect(
        Buffer.from(
          JSON.parse(rows.output)[0].searchAttributes.indexedFields.RatchetState.data,
          'base64',
        ).toString(),
      ).toBe('"stopped"');
    },
    3 * minutes,
  );

  it(
    'notes what it cannot read and changes nothing',
    async () => {
      await start(smallStudy('noted', {}));
      await signal('noted', 'pause');
      await until('paused', async () => (await status('noted')).state === 'paused');
      const before = await status('noted');
      await send('noted', 'setGenerators', ['variant', 'magic']);
      await send('noted', 'setBudget', { runs: 'many' });
      await send('noted', 'addCandidate', { phase: 'elsewhere', patch: { retries: 2 } });
      await send('noted', 'promote', 7);
      await signal('noted', 'reject');
      await signal('noted', 'paws');
      const after = await until('the last note', async () => {
        const seen = await status('noted');
        return seen.controls.some(({ name }) => name === 'paws') && seen;
      });
      expect(
        after.controls
          .filter(({ name }) => name !== 'pause')
          .map(({ name, applied }) => ({ name, applied })),
      ).toEqual(
        ['setGenerators', 'setBudget', 'addCandidate', 'promote', 'reject', 'paws'].map((name) => ({
          name,
          applied: false,
        })),
      );
      expect(after.controls.find(({ name }) => name === 'setGenerators')?.note).toContain('magic');
      expect(after).toMatchObject({
        generators: before.generators,
        budget: before.budget,
        added: [],
      });

      const refused = await temporal(
        here.server,
        ...'workflow update execute -w noted --name setGenerators'.split(' '),
        '--input',
        '["magic"]',
      );
      expect(refused).toMatchObject({ ok: false, output: expect.stringContaining('magic') });
      const taken = await temporal(
        here.server,
        ...'workflow update execute -w noted --name setBudget'.split(' '),
        '--input',
        '{"runs": 500}',
      );
      expect(taken).toMatchObject({ ok: true, output: expect.stringContaining('500') });
      expect((await status('noted')).budget.runs).toBe(500);
      await signal('noted', 'stop');
      await handleOf('noted').result();
    },
    2 * minutes,
  );

  it(
    'takes new generators and hand-given candidates up in the next cycle, and a rejection at once',
    async () => {
      const study = smallStudy('steered', {
        factors: { retries: [1, 2], timeoutSeconds: [60, 120], temperature: [0, 0.5] },
        generators: ['retries'],
      });
      await start(study);
      await admitted('steered');
      await signal('steered', 'pause');
      await send('steered', 'setGenerators', ['timeout', 'temperature']);
      await send('steered', 'addCandidate', {
        phase: 'steered',
        patch: { isolation: 1 },
        why: 'I wonder',
      });
      await send('steered', 'reject', { phase: 'steered', patch: { temperature: 0.5 }, by: 'me' });
      await signal('steered', 'resume');
      expect(await handleOf('steered').result()).toMatchObject({ state: 'finished' });
      const cycles = await readFile(
        join(here.installation.dataDir, 'studies/steered/meta_loop_history.json'),
        'utf8',
      );
      const names = JSON.parse(cycles).cycles.flatMap(({ verdicts }: Json) =>
        Object.keys(verdicts),
      );
      const changes = names.map((name: string) => name.split('-').slice(1).join('-')).toSorted();
      expect(changes).toEqual(expect.arrayContaining(['isolation-1', 'timeoutSeconds-120']));
      expect(changes).not.toContain('temperature-0.5');
    },
    3 * minutes,
  );

  it(
    'promotes by hand: the route is the new one, with the name of who did it',
    async () => {
      await start(smallStudy('by-hand', { factors: { retries: [1, 2] } }));
      await admitted('by-hand');
      await send('by-hand', 'promote', {
        phase: 'by-hand',
        patch: { isolation: 1 },
        why: 'they ask one thing at a time',
        by: 'ann',
      });
      expect(await handleOf('by-hand').result()).toMatchObject({
        phases: [{ last: expect.stringContaining('/i1/') }],
      });
      const routing = await readFile(
        join(here.installation.dataDir, 'studies/by-hand/routing_config.json'),
        'utf8',
      );
      expect(JSON.parse(routing).phases['by-hand']).toMatchObject({
        route: { isolation: 1 },
        reason: 'by hand of ann: they ask one thing at a time',
      });
    },
    2 * minutes,
  );

  it('refuses what is no study at once, naming every bad field', async () => {
    await start({
      study: 'wrong',
      baseline: { model: 'lfm', variant: 'telepathy' },
      watsch: 'off',
    } as { study: string });
    const failure = await handleOf('wrong')
      .result()
      .catch((error: unknown) => error);
    const { cause }: Json = failure;
    expect(cause.type).toBe('STUDY_INVALID');
    expect(cause.message).toContain('phases');
    expect(cause.message).toContain('baseline.variant');
    expect(cause.message).toContain('watsch');
  });

  it('refuses a workflow id that is not the name of the study', async () => {
    await start(smallStudy('named', {}), 'named-otherwise');
    const failure = await handleOf('named-otherwise')
      .result()
      .catch((error: unknown) => error);
    const { cause }: Json = failure;
    expect(cause.type).toBe('STUDY_INVALID');
    expect(cause.message).toContain('named-otherwise');
  });

  it(
    'refuses a second study for a phase that a live one owns',
    async () => {
      await start(smallStudy('owner', {}));
      await admitted('owner');
      await signal('owner', 'pause');
      await start(smallStudy('claimant', { phases: smallStudy('owner', {}).phases }));
      const failure = await handleOf('claimant')
        .result()
        .catch((error: unknown) => error);
      const { cause }: Json = failure;
      expect(cause.type).toBe('PHASE_OWNED');
      expect(cause.message).toContain('owner');
      expect(await status('claimant')).toMatchObject({ state: 'failed' });
      await signal('owner', 'stop');
      await handleOf('owner').result();
    },
    2 * minutes,
  );

  it(
    'applies each of 200 messages once, over many cycles',
    async () => {
      const study = smallStudy('busy', {
        factors: { retries: [1, 2, 3, 4, 5, 6] },
        policy: { runs: 1, minSamples: 1, candidatesPerCycle: 1 },
      });
      const handle = await startStudy(here.server, here.installation, study);
      await admitted('busy');
      for (let sent = 0; sent < 200; sent += 10) {
        await Promise.all(
          Array.from({ length: 10 }, (_, place) =>
            handleOf('busy').signal('setBudget', { tokens: 1_000_000_000 + sent + place }),
          ),
        );
        if (sent === 100)
          await until('a second cycle', async () => (await status('busy')).cycle > 1);
      }
      const report = await handle.result();
      expect(report.cycles).toBeGreaterThan(1);
      const log = await readFile(
        join(here.installation.dataDir, 'studies/busy/routing_decisions.log'),
        'utf8',
      );
      const notes = log
        .trimEnd()
        .split('\n')
        .map((text) => JSON.parse(text))
        .filter(({ type }) => type === 'control')
        .map(({ control }) => control.note);
      expect(notes).toHaveLength(200);
      expect(new Set(notes).size).toBe(200);
    },
    3 * minutes,
  );

  it(
    'is not stopped by a signal that nobody can decode: it changes nothing and shows in the status',
    async () => {
      await start(smallStudy('undecodable', {}));
      await admitted('undecodable');
      const { workflowService } = here.server.env.client;
      const signal = (encoding: string, data: string) =>
        workflowService.signalWorkflowExecution({
          namespace: 'default',
          workflowExecution: { workflowId: 'undecodable' },
          signalName: 'pause',
          input: {
            payloads: [{ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(data) }],
          },
        });
      await signal('binary/unknown', 'anything');
      await signal('json/plain', '{"broken":');

      const refused = await until('both signals to be noted', async () => {
        const { controls } = await status('undecodable');
        return controls.length === 2 && controls;
      });
      for (const control of refused) {
        expect(control).toMatchObject({
          name: 'pause',
          applied: false,
          note: expect.stringMatching(/^the payload cannot be decoded: /),
        });
      }
      expect(await handleOf('undecodable').result()).toMatchObject({ state: 'finished' });
    },
    2 * minutes,
  );
});
