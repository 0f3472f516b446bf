import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { nodeFinding, packageFindings } from '../../src/app/doctor/check-versions';
import type { Finding } from '../../src/app/doctor/finding';
import { type CloudFront, startCloudFront } from '../support/cloud-front';
import { searchAttributeTypes } from '../support/search-attributes';
import { temporalCli } from '../support/temporal-cli';
import { until } from '../support/until';
import { type Call, type Ended, fileIn, ratchet, startRatchet, temporaryFolder } from './ratchet';

/** The findings of one check, as `state: text => mend`. */
function told(ended: Ended, check: string): readonly string[] {
  return findings(ended)
    .filter((finding) => finding.check === check)
    .map(({ state, text, mend }) => `${state}: ${text}${mend === null ? '' : ` => ${mend}`}`);
}

function findings({ stdout }: Ended): readonly Finding[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Finding => JSON.parse(line));
}

const all = (ended: Ended, check: string): string => told(ended, check).join('\n');

describe('ratchet doctor', () => {
  const folder = temporaryFolder();
  const calls: Call[] = [];
  let server: TestWorkflowEnvironment | undefined;
  let scenario: Scenario;
  let cloud: CloudFront;
  let variables: Record<string, string>;

  beforeAll(async () => {
    [server, scenario] = await Promise.all([
      TestWorkflowEnvironment.createLocal({
        server: {
          executable: { type: 'existing-path', path: await temporalCli() },
          searchAttributes: searchAttributeTypes().slice(1),
          extraArgs: ['--namespace', 'tuning'],
        },
      }),
      startScenario({ table: 'lfm' }),
    ]);
    cloud = await startCloudFront(server.address);
    const models = fileIn(
      folder,
      'models.yaml',
      `models:
  lfm: { provider: scenario, model: lfm, baseUrl: "${scenario.url}/v1" }
  absent: { provider: openai-compatible, model: nobody, baseUrl: "${scenario.url}/v1" }
  keyless: { provider: scenario, model: lfm, baseUrl: "${scenario.url}/v1", apiKeyEnv: DOCTOR_NO_KEY }
  down: { provider: scenario, model: down, baseUrl: "http://127.0.0.1:9/v1" }
`,
    );
    variables = {
      TEMPORAL_ADDRESS: server.address,
      RATCHET_DATA: join(folder, 'data'),
      RATCHET_MODELS: models,
    };
  }, 120_000);

  afterAll(async () => {
    for (const { child } of calls) child.kill('SIGKILL');
    await cloud?.close();
    await scenario?.close();
    await server?.teardown();
  });

  it('works with nothing running: each check that cannot be made says why', async () => {
    const nothing = { TEMPORAL_ADDRESS: '127.0.0.1:9', RATCHET_DATA: join(folder, 'none') };
    const ended = await ratchet(['doctor', '--json', '--models', '/nowhere/models.yaml'], nothing);
    expect(ended.code).toBe(1);
    expect(all(ended, 'server')).toMatch(
      /^fault: Cannot reach the Temporal server at 127\.0\.0\.1:9 .*=> .*temporal-dev.sh server/,
    );
    for (const check of ['namespace', 'search-attributes', 'workers', 'clock', 'studies']) {
      expect(told(ended, check)).toEqual([
        'skipped: not checked: the Temporal server is not reachable',
      ]);
    }
    expect(all(ended, 'models')).toMatch(/^fault: Cannot read the models file .*--models FILE/);
    expect(all(ended, 'store')).toMatch(/^skipped: not checked: there is no data folder/);
    expect(all(ended, 'disk')).toMatch(/^(ok|warning): [\d.]+ GiB free/);
    expect(all(ended, 'versions')).toMatch(/^ok: Node .*\nok: @temporalio 1\.24.*\nok: protobufjs/);
  });

  it('names what is missing with the command that mends it, and finds it mended', async () => {
    const before = await ratchet(['doctor', '--json'], variables);
    expect(before.code).toBe(1);
    expect(all(before, 'server')).toMatch(/^ok: Temporal server 1\.\d+\.\d+/);
    expect(all(before, 'namespace')).toMatch(
      /warning: closed histories are kept for 1 days.* => temporal operator namespace update --namespace default --retention 8760h$/,
    );
    expect(told(before, 'search-attributes')).toEqual([
      'fault: the search attribute RatchetCycle is missing; a worker does not start without it => temporal operator search-attribute create --namespace default --name RatchetCycle --type Int; on Temporal Cloud: tcld namespace search-attributes add --namespace default --search-attribute "RatchetCycle=Int"',
    ]);
    expect(all(before, 'clock')).toMatch(/^ok: .* 0\.\d s apart$/);
    expect(all(before, 'workers')).toContain('waiting for a worker that serves lfm; 0 listen');
    const models = told(before, 'models');
    expect(models[0]).toMatch(/^ok: lfm: scenario has lfm \(\d+ ms\)$/);
    expect(models[1]).toMatch(/^fault: absent: MODEL_NOT_FOUND: .* => load "nobody" there/);
    expect(models[2]).toMatch(/^fault: keyless: MODEL_UNAUTHORIZED: .*DOCTOR_NO_KEY is not set/);
    expect(models[3]).toMatch(/^fault: down: MODEL_UNREACHABLE: .* => start the endpoint/);
  });

  /** As in Temporal Cloud: a key says who one is, and nobody is let to the operator service. */
  const inTheCloud = (): Record<string, string> => ({
    ...variables,
    TEMPORAL_ADDRESS: cloud.address,
    TEMPORAL_API_KEY: 'key-of-the-cloud',
    TEMPORAL_TLS: 'false',
  });

  it('finds what is missing where the operator service is not for us', async () => {
    const ended = await ratchet(['doctor', '--json'], inTheCloud());
    expect(told(ended, 'search-attributes')).toEqual([
      expect.stringMatching(/^fault: the search attribute RatchetCycle is missing.*tcld namespace/),
    ]);
    const worker = await ratchet(['worker'], inTheCloud());
    expect(worker.code).toBe(1);
    expect(worker.stderr).toContain('lacks search attributes');
    expect(worker.stderr).toContain('--search-attribute "RatchetCycle=Int"');
    expect(worker.stderr).not.toContain('RatchetState');
    for (const heard of cloud.heard) expect(heard).toContain('Bearer key-of-the-cloud');
  });

  it('does not take another refusal for an attribute that is missing', async () => {
    cloud.refusal = 'Namespace configuration is being updated.';
    const ended = await ratchet(['doctor', '--json'], inTheCloud());
    cloud.refusal = null;
    expect(all(ended, 'search-attributes')).toContain('Namespace configuration is being updated.');
    expect(all(ended, 'search-attributes')).not.toContain('missing');
  });

  it('finds nothing wrong where a worker serves all, and sees a study whose worker went', async () => {
    for (const namespace of ['default', 'tuning']) {
      await server?.connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: { RatchetCycle: 3 },
      });
    }
    const only = fileIn(
      folder,
      'one.yaml',
      `models:\n  lfm: { provider: scenario, model: lfm, baseUrl: "${scenario.url}/v1" }\n`,
    );
    const env = { ...variables, RATCHET_MODELS: only };
    const worker = startRatchet(['worker'], env);
    calls.push(worker);
    await worker.said('serves');
    const well = await ratchet(['doctor', '--generate', '--json'], env);
    const faults = findings(well).filter(({ state }) => state === 'fault');
    expect(faults).toEqual([]);
    expect(well.code).toBe(0);
    expect(told(well, 'workers')).toHaveLength(3);
    expect(all(well, 'models')).toMatch(/answered in \d+ ms, \d+ tokens$/);
    expect(all(well, 'store')).toMatch(/is writable\nok: its lock is free after \d+ turns$/);
    expect(all(well, 'stuck-workflows')).toBe('ok: 0 workflows are stuck');
    const fromTheCloud = await ratchet(['doctor', '--json'], { ...env, ...inTheCloud() });
    expect(all(fromTheCloud, 'search-attributes')).toBe('ok: all 5 search attributes are there');

    worker.child.kill('SIGTERM');
    await worker.ended();
    await servesByProfile(env);
    await server?.client.workflow.start('optimizationCycle', {
      taskQueue: 'ratchet',
      workflowId: 'waits',
      args: [
        {
          study: 'waits',
          phases: { waits: join(__dirname, '../../scenario/suites/lfm-atomic.yaml') },
          baseline: { model: 'elsewhere' },
          factors: { retries: [1, 2] },
        },
      ],
    });
    const left = await until('the study in the list', async () => {
      const seen = await ratchet(['doctor', '--json'], env);
      return all(seen, 'studies').includes('ok: 1 study is open') && seen;
    });
    expect(left.code).toBe(1);
    expect(all(left, 'studies')).toMatch(/fault: waits: .* => ratchet worker/);
    const people = await ratchet(['doctor'], env);
    expect(people.stdout).toMatch(/\n {2,}mend: ratchet worker\n/);
    expect(people.stdout).toMatch(/\n\d+ faults, \d+ warnings, \d+ ok, \d+ not checked\n$/);
  });

  /** Key, address and namespace stand in a profile alone: verb and worker send them, by both of the SDK's clients. */
  async function servesByProfile(env: Readonly<Record<string, string>>): Promise<void> {
    const profile = `[profile.cloud]
address = "${cloud.address}"
namespace = "tuning"
api_key = "key-of-the-profile"
tls = { disabled = true }
`;
    const { TEMPORAL_ADDRESS: _, ...others } = env;
    const settings = {
      ...others,
      TEMPORAL_CONFIG_FILE: fileIn(folder, 'temporal.toml', profile),
      TEMPORAL_PROFILE: 'cloud',
    };
    cloud.heard.clear();
    cloud.called.clear();
    const worker = startRatchet(['worker'], settings);
    calls.push(worker);
    await worker.said('serves');
    await until('polls through the front', async () =>
      ['PollWorkflowTaskQueue', 'PollActivityTaskQueue'].every((method) =>
        cloud.called.has(`temporal-typescript: ${method}`),
      ),
    );
    worker.child.kill('SIGTERM');
    expect((await worker.ended()).code).toBe(0);
    expect((await ratchet(['status'], settings)).code).toBe(0);
    // What a server can do is asked before any namespace comes into it.
    expect([...cloud.heard].toSorted()).toEqual([
      'temporal-typescript: Bearer key-of-the-profile in tuning',
      'temporal-typescript: Bearer key-of-the-profile in undefined',
    ]);
  }
});

describe('the check of versions', () => {
  it('compares versions as numbers and counts copies by their folder', () => {
    expect(nodeFinding('20.9.0').state).toBe('fault');
    expect(nodeFinding('100.0.0').state).toBe('ok');
    const copies = (name: string) =>
      name === 'protobufjs'
        ? [
            { folder: '/a', version: '8.8.1' },
            { folder: '/b', version: '8.8.1' },
          ]
        : [{ folder: name, version: name.endsWith('worker') ? '1.23.0' : '1.24.0' }];
    expect(packageFindings(copies).map(({ text }) => text)).toEqual([
      expect.stringContaining('2 versions of @temporalio: 1.24.0, 1.23.0'),
      expect.stringContaining('2 copies of protobufjs'),
    ]);
  });
});
