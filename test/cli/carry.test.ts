import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { searchAttributeTypes } from '../support/search-attributes';
import { temporalCli } from '../support/temporal-cli';
import { SCENARIO_SUITES, steadyTable } from '../support/worked-example';
import {
  type Call,
  type Ended,
  fileIn,
  jsonLines,
  ratchet,
  startRatchet,
  temporaryFolder,
  until,
  type Variables,
} from './ratchet';

const minutes = 60_000;
const STUDY = 'traveller';

interface Place {
  readonly server: TestWorkflowEnvironment;
  readonly variables: Variables;
}

describe('a study that is carried from one server to another', () => {
  const folder = temporaryFolder();
  const bundle = join(folder, 'bundle');
  const workers: Call[] = [];
  let scenario: Scenario;
  let here: Place;
  let there: Place;
  let left: { readonly spent: { readonly runs: number }; readonly cycles: number };

  async function placeNamed(name: string): Promise<Place> {
    const server = await TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path: await temporalCli() },
        searchAttributes: searchAttributeTypes(),
      },
    });
    const variables = {
      TEMPORAL_ADDRESS: server.address,
      RATCHET_DATA: join(folder, name),
      RATCHET_MODELS: join(folder, 'models.yaml'),
    };
    const worker = startRatchet(['worker'], variables);
    workers.push(worker);
    await worker.said('serves');
    return { server, variables };
  }

  beforeAll(async () => {
    scenario = await startScenario({ table: steadyTable(20) });
    fileIn(
      folder,
      'models.yaml',
      `models:\n  lfm: { provider: scenario, model: lfm, baseUrl: "${scenario.url}/v1" }\n`,
    );
    await cp(join(SCENARIO_SUITES, 'lfm-atomic.yaml'), join(folder, 'mine.yaml'));
    fileIn(
      folder,
      'study.yaml',
      `study: ${STUDY}
phases: { atomic: ./mine.yaml }
baseline: { model: lfm }
factors: { retries: [1, 2, 3, 4, 5, 6] }
policy: { runs: 3, candidatesPerCycle: 1 }
atCeiling: finish
watch: off
`,
    );
    [here, there] = await Promise.all([placeNamed('here'), placeNamed('there')]);
  }, 3 * minutes);

  afterAll(async () => {
    for (const { child } of workers) child.kill('SIGKILL');
    await scenario?.close();
    await Promise.all([here?.server.teardown(), there?.server.teardown()]);
    await rm(folder, { recursive: true, force: true });
  });

  const ask = ({ variables }: Place, ...words: string[]): Promise<Ended> =>
    ratchet(words, variables);

  interface LogLine {
    readonly type: string;
    readonly cycle: number;
    readonly decision?: { readonly specId?: string };
    readonly candidate?: { readonly spec: { readonly retries: number } };
  }

  async function logAt({ variables }: Place): Promise<string> {
    return readFile(
      join(variables['RATCHET_DATA'] ?? '', 'studies', STUDY, 'routing_decisions.log'),
      'utf8',
    );
  }

  it(
    'is exported only when it has ended, whole',
    async () => {
      expect((await ask(here, 'start', join(folder, 'study.yaml'))).code).toBe(0);
      const handle = here.server.client.workflow.getHandle(STUDY);
      await until(async () => {
        const { cycle } = await handle
          .query<{ readonly cycle: number }>('status')
          .catch(() => ({ cycle: 0 }));
        return cycle >= 2;
      });
      const open = await ask(here, 'export', 'study', STUDY, '--output', bundle);
      expect(open).toMatchObject({ code: 1, stderr: expect.stringContaining('end it first') });

      expect((await ask(here, 'stop', STUDY)).code).toBe(0);
      left = await here.server.client.workflow.getHandle(STUDY).result();
      const done = await ask(here, 'export', 'study', STUDY, '--output', bundle, '--json');
      expect(done.stderr).not.toContain('warning');
      expect(done.code).toBe(0);
      expect(jsonLines(done)[0]).toMatchObject({ study: STUDY, bundle, withoutSuite: [] });
      const again = await ask(here, 'export', 'study', STUDY, '--output', bundle);
      expect(again).toMatchObject({ code: 4, stderr: expect.stringContaining('there already') });
    },
    2 * minutes,
  );

  it(
    'is refused when a file of it is changed, added, missing, a link, or leads out of it',
    async () => {
      const log = join('studies', STUDY, 'routing_decisions.log');
      const damages: Readonly<Record<string, (copy: string) => Promise<void>>> = {
        'found others': async (copy) => {
          await writeFile(join(copy, log), `${await readFile(join(copy, log), 'utf8')} `);
        },
        'take it out': (copy) => writeFile(join(copy, 'studies', 'stranger'), 'x'),
        'it is missing': (copy) => rm(join(copy, log)),
        'found a link': async (copy) => {
          await rm(join(copy, log));
          await symlink(join(folder, 'models.yaml'), join(copy, log));
        },
        'expected a plain path': async (copy) => {
          const manifest = join(copy, 'bundle.json');
          const text = await readFile(manifest, 'utf8');
          await writeFile(
            manifest,
            text.replace('"suites/atomic.yaml"', '"suites/../../atomic.yaml"'),
          );
        },
        'after the last event': async (copy) => {
          const manifest = join(copy, 'bundle.json');
          const text = await readFile(manifest, 'utf8');
          await writeFile(manifest, text.replace(/"nextSeq": \d+/, '"nextSeq": 7000'));
        },
      };
      for (const [words, damage] of Object.entries(damages)) {
        const copy = join(folder, 'damaged');
        await cp(bundle, copy, { recursive: true });
        await damage(copy);
        const refused = await ask(there, 'start', '--from', copy);
        expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining(words) });
        await rm(copy, { recursive: true });
      }
      expect(await logAt(there).catch(() => 'none')).toBe('none');
    },
    3 * minutes,
  );

  it(
    'goes on from where it stood, and an audit proves both parts',
    async () => {
      // The suite comes with it.
      await rm(join(folder, 'mine.yaml'));
      const started = await ask(there, 'start', '--from', bundle);
      expect(started.stderr).toBe('');
      expect(started.code).toBe(0);
      const report = await there.server.client.workflow.getHandle(STUDY).result();
      expect(report).toMatchObject({ state: 'finished' });
      expect(report.cycles).toBeGreaterThan(left.cycles);
      expect(report.spent.runs).toBeGreaterThan(left.spent.runs);

      const log = await logAt(there);
      expect(log.startsWith(await logAt(here))).toBe(true);
      const lines = log
        .trim()
        .split('\n')
        .map((line): LogLine => JSON.parse(line));
      const tried = lines.flatMap(({ type, candidate }) =>
        type === 'candidate-decided' && candidate ? [candidate.spec.retries] : [],
      );
      expect(tried.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6]);
      expect(lines.map(({ cycle }) => cycle)).toEqual(
        lines.map(({ cycle }) => cycle).toSorted((a, b) => a - b),
      );

      let audit: Ended | undefined;
      await until(async () => {
        audit = await ask(there, 'audit', 'verify', STUDY, '--json');
        return audit.code === 0;
      });
      expect(audit && jsonLines(audit)[0]).toMatchObject({ ok: true, differences: [] });
    },
    3 * minutes,
  );

  it(
    'never takes the place of another study of its name',
    async () => {
      const changed = await ask(there, 'start', '--from', bundle);
      expect(changed).toMatchObject({
        code: 4,
        stderr: expect.stringContaining('with other files'),
      });
      const nothing = await ask(there, 'start');
      expect(nothing).toMatchObject({ code: 4, stderr: expect.stringContaining('--from BUNDLE') });
    },
    minutes,
  );
});
