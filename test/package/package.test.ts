import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { dependencies } from '../../package.json';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { modelsText, routingText } from '../application/support/installation';
import { toolCompletion } from '../models/support/answers';
import { answers, type StandIn, startStandIn } from '../models/support/stand-in';
import { build, ROOT, run } from './support/run';

const MINUTE = 60_000;
const rain = answers(200, toolCompletion('get_weather', '{"city":"Ghent"}'));

const ASK = `
  const { route, close } = await loadRouting(process.argv[2]);
  const messages = [{ role: 'user', content: 'Weather in Ghent?' }];
  const parameters = { type: 'object', properties: { city: { type: 'string' } } };
  const tools = [{ name: 'get_weather', description: 'The weather', parameters }];
  console.log(JSON.stringify(await call(route('atomic'), messages, tools)));
  close();
`;

const TYPED = `
  import { type Answer, call, loadRouting, RatchetError, type Routing } from 'ratchet';
  const routing: Routing = await loadRouting('ratchet-data', { phases: ['atomic'] });
  const answer: Answer = await call(routing.route('atomic'), [{ role: 'user', content: 'x' }], []);
  if (answer.kind === 'calls') console.log(answer.calls[0]?.tool, answer.route.why);
  // @ts-expect-error -- a text answer has no calls
  if (answer.kind === 'text') console.log(answer.calls);
  console.log(RatchetError.name);
`;

/** The package as a consumer has it: packed, unpacked into an empty folder, and no Temporal package beside it. */
describe('the packed package', () => {
  let folder: string;
  let standIn: StandIn;
  let scenario: Scenario;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-package-'));
    await build();
    await unpackInto(folder);
    standIn = await startStandIn(rain);
    scenario = await startScenario({ table: 'lfm' });
  }, 3 * MINUTE);

  afterAll(async () => {
    await scenario?.close();
    await standIn?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('carries what it needs and nothing that was made or belongs to tests', async () => {
    const carried = await readdir(join(folder, 'node_modules/ratchet'));
    expect(carried).toEqual(
      expect.arrayContaining(['bin', 'dist', 'schemas', 'suites', 'LICENSE']),
    );
    expect(carried).not.toEqual(expect.arrayContaining(['test']));
    expect(carried).not.toEqual(expect.arrayContaining(['node_modules']));
    const embedded = await readdir(join(folder, 'node_modules/ratchet/embedded-model'));
    expect(embedded).not.toContain('node_modules');
  });

  it.each([
    { how: 'require', file: 'ask.cjs', begin: `const { call, loadRouting } = require('ratchet');` },
    { how: 'import', file: 'ask.mjs', begin: `import { call, loadRouting } from 'ratchet';` },
  ])('is used by plain JavaScript through $how, without any Temporal package', async (asked) => {
    const { file, begin } = asked;
    const data = await installed({ lfm: standIn.url });
    const main = file.endsWith('.cjs') ? `(async () => {${ASK}})();` : ASK;
    await writeFile(join(folder, file), `${begin}\n${main}`);
    const { stdout, stderr } = await run(process.execPath, [file, data], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'calls',
      calls: [{ tool: 'get_weather', arguments: { city: 'Ghent' } }],
      route: { model: 'lfm', isFallback: false },
    });
    expect(stderr).toBe('');
    await expect(readdir(join(folder, 'node_modules/@temporalio'))).rejects.toThrow('ENOENT');
  });

  it('brings its types', async () => {
    await writeFile(join(folder, 'typed.mts'), TYPED);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const words = ['--noEmit', '--strict', '--module', 'node20', '--types', 'node', 'typed.mts'];
    const { stdout } = await run(process.execPath, [tsc, ...words], { cwd: folder });
    expect(stdout).toBe('');
  });

  it('lets nobody reach into what is not exported', async () => {
    const reach = `import('ratchet/src/app/program').catch((error) => console.log(error.code))`;
    const { stdout } = await run(process.execPath, ['-e', reach], { cwd: folder });
    expect(stdout.trim()).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  describe('examples/application', () => {
    it('does what it is asked for, on the scenario endpoint, by a route that splits the question', async () => {
      const data = await installed({ lfm: `${scenario.url}/v1` }, { variant: 'atomic' }, 'lfm');
      const told = await assistant(data, [
        'What is the weather in Ghent right now?',
        'Please start a timer of 12 minutes.',
        'You have been a great help this morning.',
      ]);
      expect(told[0]).toEqual({ event: 'route', spec: 'lfm/atomic/atomic/t30/r0/i1/w0/T0' });
      expect(told.slice(1)).toEqual([
        expect.objectContaining({ done: ['It is 18 degrees in Ghent'], model: 'lfm' }),
        expect.objectContaining({ done: ['A timer of 12 minutes runs'], model: 'lfm' }),
        expect.objectContaining({ said: '', model: 'lfm' }),
      ]);
    });

    it('falls back where nothing listens, and says why', async () => {
      const nowhere = 'http://127.0.0.1:9/v1';
      const data = await installed({ lfm: nowhere, big: standIn.url });
      const [, answer] = await assistant(data, ['Weather in Ghent?']);
      expect(answer).toMatchObject({
        done: ['It is 18 degrees in Ghent'],
        model: 'big',
        why: expect.stringMatching(/^Fallback: .*nothing listens/),
      });
    });

    it('takes a new route while it runs', async () => {
      const data = await installed({ lfm: standIn.url });
      const { write, next, end } = startAssistant(data);
      expect(await next()).toMatchObject({ spec: 'lfm/atomic/native_api/t30/r0/i1/w0/T0' });
      const file = join(data, 'routing_config.json');
      await writeFile(`${file}.new`, routingText({ retries: 4 }));
      await rename(`${file}.new`, file);
      expect(await next()).toEqual({
        event: 'route',
        spec: 'lfm/atomic/native_api/t30/r4/i1/w0/T0',
      });
      write('Weather in Ghent?');
      expect(await next()).toMatchObject({ model: 'lfm' });
      await end();
    });
  });

  /** A data folder with a route of `lfm`, its fallbacks, and where the models are. */
  async function installed(
    urls: Readonly<Record<string, string>>,
    spec = {},
    model = 'tiny',
  ): Promise<string> {
    const data = await mkdtemp(join(folder, 'data-'));
    const fallbacks = Object.keys(urls).filter((name) => name !== 'lfm');
    await writeFile(join(data, 'routing_config.json'), routingText(spec, { fallbacks }));
    await writeFile(join(data, 'models.yaml'), modelsText(urls).replaceAll('"tiny"', `"${model}"`));
    return data;
  }

  async function assistant(data: string, lines: readonly string[]): Promise<readonly unknown[]> {
    const { write, next, end } = startAssistant(data);
    const told = [await next()];
    for (const line of lines) {
      write(line);
      told.push(await next());
    }
    await end();
    return told;
  }

  function startAssistant(data: string) {
    const program = join(folder, 'node_modules/ratchet/examples/application/assistant.mjs');
    const child = spawn(process.execPath, [program, data, 'atomic'], { stdio: 'pipe' });
    const closed = new Promise<number | null>((done) => {
      child.once('close', done);
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let complaint = '';
    child.stderr.on('data', (data) => (complaint += String(data)));
    return {
      write: (line: string) => void child.stdin.write(`${line}\n`),
      next: async (): Promise<unknown> => {
        const { value, done } = await lines.next();
        if (done) throw new Error(`it ended: ${complaint}`);
        return JSON.parse(String(value));
      },
      end: async () => {
        child.stdin.end();
        expect(await closed).toBe(0);
        expect(complaint).toBe('');
      },
    };
  }
});

/** Packs the package and installs it as npm would, but for Temporal's packages and without a registry. */
async function unpackInto(folder: string): Promise<void> {
  const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  await run('npm', words);
  const [archive = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await mkdir(join(folder, 'node_modules/ratchet'), { recursive: true });
  const into = ['--strip-components=1', '-C', 'node_modules/ratchet'];
  await run('tar', ['-xzf', archive, ...into], { cwd: folder });
  const beside = Object.keys(dependencies).filter((name) => !name.startsWith('@temporalio/'));
  for (const name of [...beside, '@types/node']) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), link);
  }
}
