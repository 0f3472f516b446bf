import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

const ROOT = resolve(__dirname, '../..');
const MINUTE = 60_000;

interface Ran {
  readonly code: number;
  /** Standard output and standard error. */
  readonly shown: string;
}

interface Documented {
  /** `README.md:120`. */
  readonly place: string;
  readonly line: string;
}

const commands = documents().flatMap(commandsOf);

describe('the commands of the documents', () => {
  let folder: string;
  let server: StudyServer;
  let scenario: Scenario;
  let installation: Installation;
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
    for (const { line } of commands) results.set(line, await runAsReader(line, env));
  }, 5 * MINUTE);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are there', () => {
    expect(commands.map(({ place }) => place.split(':')[0])).toContain('README.md');
  });

  it.each(commands)('$place exits with 0: $line', ({ line }) => {
    expect(results.get(line)).toMatchObject({ code: 0 });
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
    return found ? (results.get(found.line)?.shown ?? '') : '';
  }
});

function documents(): readonly string[] {
  const guides = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));
  return ['README.md', ...guides.map((file) => `docs/${file}`)];
}

/** The lines of a document's `sh run` blocks. */
function commandsOf(file: string): readonly Documented[] {
  const found: Documented[] = [];
  let inside = false;
  for (const [index, line] of readFileSync(join(ROOT, file), 'utf8').split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```sh run';
    else if (inside && line.trim() !== '' && !line.startsWith('#')) {
      found.push({ place: `${file}:${index + 1}`, line });
    }
  }
  return found;
}

/** The lists of a server lag behind its workflows: a reader whose list is still empty asks again. */
async function runAsReader(line: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const deadline = Date.now() + MINUTE / 2;
  for (;;) {
    const ran = await run(line, env);
    const isEmptyList = line.includes('workflow list') && !ran.shown.includes('lfm');
    if (!isEmptyList || Date.now() > deadline) return ran;
    await wait(250);
  }
}

function run(line: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((done) => {
    execFile(
      'bash',
      ['-c', line],
      { cwd: ROOT, env, timeout: 2 * MINUTE },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        done({ code, shown: `${stdout}${stderr}` });
      },
    );
  });
}

/** A folder in front of PATH in which the Temporal CLI is called `temporal`. */
async function pathWithTemporal(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await symlink(await temporalCli(), join(bin, 'temporal'));
  return `${bin}:${process.env['PATH'] ?? ''}`;
}

/** Without the Temporal settings of whoever runs the tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return { ...Object.fromEntries(own), TEMPORAL_CONFIG_FILE: '/dev/null' };
}
