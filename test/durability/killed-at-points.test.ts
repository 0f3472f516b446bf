import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { type Death, startDyingWorker } from '../support/dying-worker-process';
import type { Json } from '../support/json';
import { type StudyServer, startStudy, startStudyServer } from '../support/study-server';
import { until } from '../support/until';
import { SCENARIO_SUITES } from '../support/worked-example';
import { DEATHS } from './deaths';
import { type EndedStudy, endedStudy } from './ended-study';

const minutes = 60_000;

/** Three phases: one with a promotion, one with a repair that is kept, one with a repair that is undone. */
const studyNamed = (name: string) => ({
  study: name,
  phases: {
    atomic: join(SCENARIO_SUITES, 'lfm-atomic.yaml'),
    extended: join(SCENARIO_SUITES, 'lfm-extended.yaml'),
    hopeless: {
      suite: join(SCENARIO_SUITES, 'lfm-extended.yaml'),
      baseline: { model: 'mute' },
    },
  },
  baseline: { model: 'lfm' },
  factors: { variant: ['native_api', 'atomic'] },
  fallbacks: { lfm: 'claude-haiku', mute: 'deaf' },
  // Three runs decide, since their answers are copies.
  policy: { runs: 3, determinism: 'auto' },
  budget: { cycles: 1 },
  atCeiling: 'finish',
  watch: 'off',
});

describe('a worker that is killed with SIGKILL at named points between two writes', () => {
  let server: StudyServer;
  let scenarios: readonly Scenario[] = [];
  let folder: string;
  let modelsFile: string;

  beforeAll(async () => {
    server = await startStudyServer();
    const [lfm, hopeless] = await Promise.all([
      startScenario({ table: 'lfm' }),
      startScenario({ table: 'hopeless-fallback' }),
    ]);
    scenarios = [lfm, hopeless];
    folder = await mkdtemp(join(tmpdir(), 'ratchet-points-'));
    modelsFile = join(folder, 'models.yaml');
    const at = ({ url }: Scenario, model: string, slots = 1) => ({
      provider: 'scenario',
      baseUrl: `${url}/v1`,
      model,
      slots,
    });
    const models = {
      lfm: at(lfm, 'lfm'),
      'claude-haiku': at(lfm, 'claude-haiku', 4),
      mute: at(hopeless, 'lfm'),
      deaf: at(hopeless, 'claude-haiku', 4),
    };
    await writeFile(modelsFile, JSON.stringify({ models }));
  }, 2 * minutes);

  afterAll(async () => {
    for (const scenario of scenarios) await scenario.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs the study to its end, with a new worker after each death. */
  async function run(name: string, deaths: readonly Death[]): Promise<Ended> {
    const dataDir = join(folder, name);
    const queuePrefix = `${name}-`;
    const start = (death: Death | null) =>
      startDyingWorker(server, { dataDir, modelsFile, queuePrefix }, death);
    const reading = readRoutes(dataDir, name);
    const died: string[] = [];
    let worker = start(deaths[0] ?? null);
    try {
      const handle = await startStudy(
        server,
        { taskQueue: `${queuePrefix}ratchet` },
        studyNamed(name),
      );
      for (const next of [...deaths.slice(1), null].slice(0, deaths.length)) {
        died.push((await worker.death) ?? 'it ended in another way');
        worker = start(next);
      }
      const report = await handle.result();
      await until('the archive', () => isArchived(dataDir, name));
      const code = await worker.stop();
      return {
        report,
        code,
        died,
        torn: await reading.stop(),
        ...(await endedStudy(dataDir, name)),
      };
    } finally {
      await reading.stop();
      await worker.kill();
    }
  }

  let unbroken: Ended;
  let broken: readonly (Ended & { readonly name: string; readonly deaths: readonly Death[] })[];

  beforeAll(async () => {
    const all = Object.entries(DEATHS).map(async ([name, deaths]) => ({
      name,
      deaths,
      ...(await run(name, deaths)),
    }));
    [unbroken, ...broken] = await Promise.all([run('unbroken', []), ...all]);
  }, 6 * minutes);

  it('dies where it is to die, at many different points', () => {
    for (const { died, deaths } of broken) expect(died).toEqual(deaths.map(({ point }) => point));
    expect(new Set(broken.flatMap(({ died }) => died)).size).toBeGreaterThanOrEqual(20);
  });

  it('is about a study with a promotion, a repair that is kept and one that is undone', () => {
    const types = unbroken.events.map(({ type }) => type);
    for (const type of ['baseline-promoted', 'trial-kept', 'trial-undone']) {
      expect(types).toContain(type);
    }
    expect(unbroken.report.phases.map(({ last }: Json) => last)).toEqual([
      'lfm/atomic/atomic/t60/r1/i0/w0/T0',
      'claude-haiku/extended/native_api/t60/r1/i0/w0/T0',
      'mute/hopeless/native_api/t60/r1/i0/w0/T0',
    ]);
  });

  it('loses no decision and doubles none: the logs are the same, but for what clocks and faults may change', () => {
    for (const { events, links } of broken) {
      expect(events).toEqual(unbroken.events);
      expect(links).toEqual([]);
    }
  });

  it('ends with the same routing and the same other files', () => {
    for (const { files } of broken) expect(files).toEqual(unbroken.files);
    expect(broken.map(({ name, code }) => [name, code])).toEqual(
      Object.keys(DEATHS).map((name) => [name, 0]),
    );
  });

  it('counts each run once', () => {
    for (const { report } of broken) expect(report.spent.runs).toBe(unbroken.report.spent.runs);
  });

  it('shows applications whole files only, at every moment', () => {
    for (const { torn } of [unbroken, ...broken]) expect(torn).toEqual([]);
  });
});

interface Ended extends EndedStudy {
  readonly report: Json;
  readonly code: number | string | null;
  readonly died: readonly string[];
  /** Texts of routing files that could not be read as JSON. */
  readonly torn: readonly string[];
}

async function isArchived(dataDir: string, name: string): Promise<boolean> {
  const files = await readdir(join(dataDir, 'studies', name, 'histories'));
  return files.some((file) => file.endsWith('.manifest.json'));
}

/** Reads the routing files again and again, as applications may. */
function readRoutes(dataDir: string, name: string) {
  const torn: string[] = [];
  let isOver = false;
  const paths = ['routing_config.json', join('studies', name, 'routing_config.json')];
  const reading = (async () => {
    while (!isOver) {
      for (const path of paths) {
        const text = await readFile(join(dataDir, path), 'utf8').catch(() => '{}');
        if (!isJson(text)) torn.push(text);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await reading;
      return torn;
    },
  };
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
