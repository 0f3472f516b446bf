import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { type Receiver, startReceiver } from '../notify/support/receiver';
import { SECRET } from '../notify/support/told';
import { type BlobServer, startBlobServer } from '../support/blob-server';
import { searchAttributeTypes } from '../support/search-attributes';
import { temporalCli } from '../support/temporal-cli';
import {
  type Call,
  type Ended,
  fileIn,
  jsonLines,
  ratchet,
  startRatchet,
  temporaryFolder,
  until,
} from './ratchet';

const suite = join(__dirname, '../../scenario/suites/lfm-atomic.yaml');

function studyFile(name: string, more = ''): string {
  return `study: ${name}
phases: { ${name}-phase: ${suite} }
baseline: { model: lfm }
factors: { variant: [native_api, atomic] }
policy: { runs: 3, determinism: auto }
watch: "off"
${more}`;
}

describe('studies from the command line', () => {
  const folder = temporaryFolder();
  const calls: Call[] = [];
  let server: TestWorkflowEnvironment;
  let scenario: Scenario;
  let receiver: Receiver;
  let blobs: BlobServer;
  let variables: Record<string, string>;

  beforeAll(async () => {
    [server, scenario, receiver, blobs] = await Promise.all([
      TestWorkflowEnvironment.createLocal({
        server: {
          executable: { type: 'existing-path', path: await temporalCli() },
          searchAttributes: searchAttributeTypes(),
        },
      }),
      startScenario({ table: 'lfm' }),
      startReceiver(),
      startBlobServer(),
    ]);
    const url = `${scenario.url}/v1`;
    const models = fileIn(
      folder,
      'models.yaml',
      `models:
  lfm: { provider: scenario, model: lfm, baseUrl: "${url}" }
  claude-haiku: { provider: scenario, model: claude-haiku, baseUrl: "${url}" }
  down: { provider: scenario, model: down, baseUrl: "http://127.0.0.1:9/v1" }
`,
    );
    variables = {
      TEMPORAL_ADDRESS: server.address,
      RATCHET_DATA: join(folder, 'data'),
      RATCHET_MODELS: models,
      RATCHET_NOTIFICATIONS: fileIn(
        folder,
        'notifications.yaml',
        `targets: [{ name: chat, url: "${receiver.url}", secretEnv: HOOK_SECRET }]\n`,
      ),
      HOOK_SECRET: SECRET,
      RATCHET_UI: 'http://127.0.0.1:8233',
    };
  }, 120_000);

  afterAll(async () => {
    for (const { child } of calls) child.kill('SIGKILL');
    await scenario?.close();
    await receiver?.stop();
    await blobs?.close();
    await server?.teardown();
  });

  const run = (...words: string[]): Promise<Ended> => ratchet(words, variables);
  const worker = async (...words: string[]): Promise<Call> => {
    const call = startRatchet(['worker', ...words], variables);
    calls.push(call);
    await call.said('serves');
    return call;
  };

  it('starts a study without a worker, says that none listens, and tells its state all the same', async () => {
    const started = await run('start', fileIn(folder, 'a.yaml', studyFile('first')));
    expect(started.code).toBe(0);
    expect(started.stdout).toContain('ratchet watch first');
    expect(started.stdout).toContain('http://127.0.0.1:8233/namespaces/default/workflows/first');
    expect(started.stderr).toContain('no worker listens to the queue ratchet; start one');

    const [again, status, pause, wrong] = await Promise.all([
      run('start', fileIn(folder, 'again.yaml', studyFile('first'))),
      run('status', 'first', '--json'),
      run('pause', 'first'),
      run('status', 'frist'),
    ]);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('Cannot start first: a study of that name is open');
    expect(status.code).toBe(0);
    expect(jsonLines(status)).toMatchObject([
      {
        study: 'first',
        state: 'starting',
        status: null,
        silence: expect.stringContaining('no worker listens'),
      },
    ]);
    expect(pause.code).toBe(1);
    expect(pause.stderr).toContain('no worker listens to the queue ratchet');
    expect(pause.stderr).toContain('temporal workflow signal --workflow-id first --name pause');
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.stderr).toContain('did you mean "first"?');
  }, 120_000);

  it('says which model nobody serves, takes messages, and ends a study', async () => {
    const call = await worker('--only', 'claude-haiku');
    await until(async () =>
      (await run('status', 'first')).stdout.includes('a worker that serves lfm'),
    );

    const paused = await run('pause', 'first', '--json');
    expect(jsonLines(paused)).toMatchObject([{ study: 'first', control: 'pause', applied: true }]);
    const [one, all] = await Promise.all([run('status', 'first', '--json'), run('status')]);
    expect(jsonLines(one)).toMatchObject([
      {
        state: 'paused',
        status: { schemaVersion: 1, controls: [{ name: 'pause', applied: true }] },
        waits: [{ model: 'lfm', served: false, queue: 'ratchet-model-lfm', attempt: 1 }],
        silence: null,
        report: null,
      },
    ]);
    expect(all.stdout).toMatch(/^first +\w+ +1 /m);

    const set = await run('generators', 'first', 'variant', 'timeout');
    expect(set.stdout).toBe('first: generators are now variant, timeout\n');
    expect((await run('resume', 'first')).stdout).toBe('first: resumed\n');
    expect((await run('stop', 'first')).stdout).toContain('first: stopping');

    call.child.kill('SIGTERM');
    const ended = await call.ended();
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('SIGTERM: stopping');
    expect(ended.stderr).not.toMatch(/^ +at /m);
  }, 180_000);

  it('says that an endpoint is down and what came back', async () => {
    await worker();
    await run(
      'start',
      fileIn(folder, 'd.yaml', studyFile('down').replace('model: lfm', 'model: down')),
    );
    await until(async () => (await run('status', 'down')).stdout.includes('; tries again'));
    const status = await run('status', 'down', '--json');
    expect(jsonLines(status)).toMatchObject([
      {
        waits: [{ served: true, lastFailure: expect.stringContaining('127.0.0.1:9') }],
        notifications: [{ target: 'chat', givenUp: 0, lost: [], failing: null }],
      },
    ]);
  }, 120_000);

  it('follows a study to its end with --wait: decisions, promotion, table, report, exit code 5', async () => {
    const waiting = run(
      'start',
      fileIn(folder, 'b.yaml', studyFile('second', 'budget: { cycles: 1 }\n')),
      '--wait',
    );
    const programs = run(
      'start',
      fileIn(folder, 'c.yaml', studyFile('third', 'budget: { cycles: 1 }\n')),
      '--wait',
      '--json',
    );
    const [people, program] = await Promise.all([waiting, programs]);
    expect(people.code).toBe(5);
    expect(people.stdout).toContain(
      'c1 second-phase  variant: native_api → atomic  accuracy 0.833  PROMOTE',
    );
    expect(people.stdout).toContain(
      'promoted lfm/second-phase/atomic/t60/r1/i0/w0/T0: accuracy 0.667 → 0.833',
    );
    expect(people.stdout).toMatch(/change +runs +accuracy +variance +gates +verdict +reason/);
    expect(people.stdout).toMatch(
      /variant: native_api → atomic +3 +0\.833 +0\.0000 +✓✓✓✓ +PROMOTE/,
    );
    expect(people.stdout).toContain('second: budget-spent after 1 cycle');
    expect(people.stdout).not.toContain('\u001b');

    expect(program.code).toBe(5);
    const lines = jsonLines(program);
    expect(lines[0]).toMatchObject({ event: 'started', study: 'third', workflowId: 'third' });
    expect(lines).toContainEqual(
      expect.objectContaining({
        event: 'recorded',
        entry: expect.objectContaining({ type: 'phase-closed' }),
      }),
    );
    expect(lines.at(-1)).toMatchObject({
      event: 'ended',
      report: { state: 'budget-spent', cycles: 1 },
    });

    const log = await readFile(join(folder, 'data/studies/third/routing_decisions.log'), 'utf8');
    expect(lines).toHaveLength(log.trim().split('\n').length + 2);

    const closed = await run('pause', 'third');
    expect(closed).toMatchObject({ code: 1, stdout: '' });
    expect(closed.stderr).toContain('it has ended (budget-spent)');

    const told = (): readonly string[] =>
      receiver.got.map(({ notification: { type, data } }) => `${data.study} ${type}`);
    await until(() => told().filter((each) => each.endsWith(' budget')).length === 2);
    for (const study of ['second', 'third']) {
      expect(told()).toEqual(expect.arrayContaining([`${study} promotion`, `${study} budget`]));
    }
    expect((await run('doctor', '--json')).stdout).toMatch(/chat: \d+ delivered"/);
  }, 180_000);

  it('keeps a study with a plug-in that is away for a while, and reads it from there', async () => {
    const kept = {
      ...variables,
      RATCHET_DATA: join(folder, 'kept'),
      RATCHET_QUEUE_PREFIX: 'kept-',
      RATCHET_STORE: join(__dirname, '../../examples/plugins/store.ts'),
      BLOB_CONTAINER_URL: blobs.urlOf('studies'),
    };
    const keeper = startRatchet(['worker'], kept);
    calls.push(keeper);
    await keeper.said('data in plugin:store.ts');
    let refused = 0;
    blobs.trouble = ({ method }) => (method === 'PUT' && (refused += 1) <= 3 ? 500 : null);
    const file = fileIn(folder, 'k.yaml', studyFile('kept', 'budget: { cycles: 1 }\n'));
    const followed = await ratchet(['start', file, '--wait'], kept);
    expect(followed).toMatchObject({ code: 5 });
    expect(followed.stdout).toContain('accuracy 0.667 → 0.833');
    expect(refused).toBeGreaterThan(3);

    const read = (...words: string[]) => ratchet(words, kept);
    const [status, report, audit, doctor] = await Promise.all([
      read('status', 'kept', '--json'),
      read('report', 'kept', '--json'),
      read('audit', 'verify', 'kept'),
      read('doctor', '--json'),
    ]);
    expect(jsonLines(status)).toMatchObject([{ state: 'budget-spent' }]);
    expect(report).toMatchObject({ code: 0, stdout: expect.stringContaining('0.833') });
    expect(audit).toMatchObject({ code: 0 });
    expect(doctor.stdout).toMatch(/the store \w{8} in plugin:store.ts can be read/);
    expect(doctor.stdout).toContain('kept: its files are in order');
    keeper.child.kill('SIGTERM');
    expect(await keeper.ended()).toMatchObject({ code: 0 });
    const routes = await readFile(join(folder, 'kept/routing_config.json'), 'utf8');
    expect(JSON.parse(routes)).toMatchObject({ phases: { 'kept-phase': { study: 'kept' } } });
  }, 180_000);
});
