import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadModels } from '../../activities/models/load-models';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import {
  type Installation,
  type StudyServer,
  startInstallation,
  startStudyServer,
} from '../support/study-server';
import { temporalCli } from '../support/temporal-cli';
import { type Documented, documents, fencedLines } from './documented-commands';
import { openTutorial, type Tutorial } from './tutorial';

const ROOT = resolve(__dirname, '../..');
const MINUTE = 60_000;

interface Where {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

interface Ran {
  readonly code: number;
  /** Standard output and standard error. */
  readonly shown: string;
}

const commands = documents().flatMap((file) => fencedLines(file, '```sh run'));
const TUTORIAL = 'docs/tutorial.md';

describe('the commands of the documents', () => {
  let folder: string;
  let server: StudyServer;
  let scenario: Scenario;
  let installation: Installation;
  let tutorial: Tutorial;
  let env: NodeJS.ProcessEnv;
  const results = new Map<string, Ran>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-readme-'));
    server = await startStudyServer();
    scenario = await startScenario({ table: 'lfm' });
    installation = await startInstallation(server, {
      queuePrefix: '',
      dataDir: join(folder, 'data'),
      models: await loadModels(join(ROOT, 'examples/lfm/models.yaml')),
      processEnv: { RATCHET_SCENARIO_URL: scenario.url },
    });
    env = { ...cleanEnvironment(), PATH: await pathWithTemporal(folder) };
    env['TEMPORAL_ADDRESS'] = server.env.address;
    tutorial = await openTutorial(folder, server);
    const own = { ...env, ...tutorial.env };
    await Promise.all([
      runAll(commandsOf(isElsewhere), (line) => runAsReader(line, { cwd: ROOT, env })),
      runAll(commandsOf(isTutorial), async (line) => {
        if (line.includes('ratchet start')) await tutorial.startWorker();
        return run(tutorial.asWritten(line), { cwd: tutorial.clone, env: own });
      }),
    ]);
    await runAll(commandsOf(isHowTo), (line) =>
      run(line, { cwd: join(tutorial.clone, 'office'), env: own }),
    );
  }, 5 * MINUTE);

  async function runAll(
    some: readonly Documented[],
    runOne: (line: string) => Promise<Ran>,
  ): Promise<void> {
    for (const { place, line } of some) results.set(place, await runOne(line));
  }

  afterAll(async () => {
    await tutorial?.close();
    await installation?.stop();
    await scenario?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are there', () => {
    expect(commandsOf(({ place }) => place.startsWith('README.md:'))).not.toEqual([]);
    expect(commandsOf(isTutorial)).not.toEqual([]);
    expect(commandsOf(isHowTo)).not.toEqual([]);
  });

  it.each(commands)('$place exits with 0: $line', ({ place }) => {
    expect(results.get(place)).toMatchObject({ code: 0 });
  });

  it('show that the study pauses', () => {
    expect(shownBy('workflow query')).toContain('"state":"paused"');
    expect(shownBy("RatchetState = 'paused'")).toContain('lfm');
  });

  it('show the answer to an update', () => {
    expect(shownBy('update execute')).toContain('budget is now {"cycles":null,"runs":500');
  });

  it('show that the study ends when it is told to stop', () => {
    expect(shownBy('workflow result')).toContain('"state":"stopped"');
    expect(shownBy("RatchetState = 'stopped'")).toContain('lfm');
  });

  /** What the first command that holds this text has shown. */
  function shownBy(text: string): string {
    const found = commands.find(({ line }) => line.includes(text));
    return found ? (results.get(found.place)?.shown ?? '') : '';
  }

  it('lead through the tutorial to a route that calls', () => {
    expect(shownBy('ratchet start office/study.yaml')).toContain(
      'promoted small/main/json_schema/t60/r1/i0/w0/T0: accuracy 0.708 → 0.833',
    );
    expect(shownBy('ask.mjs')).toContain('[{"tool":"create_event","arguments":');
    expect(shownBy('ratchet check')).toContain('held  main');
  });
});

function commandsOf(isOne: (command: Documented) => boolean): readonly Documented[] {
  return commands.filter(isOne);
}

function isTutorial({ place }: Documented): boolean {
  return place.startsWith(`${TUTORIAL}:`);
}

/** These pages go on where the tutorial ends, in the folder of its study. */
function isHowTo({ place }: Documented): boolean {
  return place.startsWith('docs/how-to/');
}

function isElsewhere(command: Documented): boolean {
  return !isTutorial(command) && !isHowTo(command);
}

/** The lists of a server lag behind its workflows: a reader whose list is still empty asks again. */
async function runAsReader(line: string, where: Where): Promise<Ran> {
  const deadline = Date.now() + MINUTE / 2;
  for (;;) {
    const ran = await run(line, where);
    const isEmptyList = line.includes('workflow list') && !ran.shown.includes('lfm');
    if (!isEmptyList || Date.now() > deadline) return ran;
    await wait(250);
  }
}

function run(line: string, { cwd, env }: Where): Promise<Ran> {
  return new Promise((done) => {
    execFile('bash', ['-c', line], { cwd, env, timeout: 2 * MINUTE }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      done({ code, shown: `${stdout}${stderr}` });
    });
  });
}

/** A folder in front of PATH in which the Temporal CLI is called `temporal`, and `ratchet`. */
async function pathWithTemporal(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await symlink(await temporalCli(), join(bin, 'temporal'));
  return `${bin}:${join(ROOT, 'bin')}:${process.env['PATH'] ?? ''}`;
}

/** Without the settings of whoever runs the tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:(?:TEMPORAL|RATCHET|npm)_|INIT_CWD$)/.test(name),
  );
  return { ...Object.fromEntries(own), TEMPORAL_CONFIG_FILE: '/dev/null' };
}
