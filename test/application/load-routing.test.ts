import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pluginFile } from '../../activities/plugins/plugin-file';
import { createStore } from '../../activities/store/create-store';
import { loadSuite } from '../../activities/suites/load-suite';
import { loadRouting, type Routing, type RoutingOptions } from '../../application';
import type { StudyEvent } from '../../src/history/study-event';
import { admission, aRecommendation, aSpec, eventsOf } from '../history/study-events';
import { codeOf, failureOf } from '../models/support/clients';
import { removeDataFolders } from '../support/data-folder';
import { anEndlessFile, aPipe } from '../support/no-files';
import { until } from '../support/until';
import { folderWith, installation, modelsText, routingText } from './support/installation';

const open: Routing[] = [];
afterAll(async () => {
  for (const routing of open) routing.close();
  await removeDataFolders();
});

async function load(path: string, options: RoutingOptions = {}): Promise<Routing> {
  const routing = await loadRouting(path, { followSeconds: 0, ...options });
  open.push(routing);
  return routing;
}

const URLS = { lfm: 'http://127.0.0.1:9/v1', big: 'http://127.0.0.1:9/v1' };

/** A data folder as the store writes it, from these events, with a models file beside the merged routing. */
async function storedStudy(study: string, events: readonly StudyEvent[]): Promise<string> {
  const dataDir = await folderWith({ 'models.yaml': modelsText(URLS) });
  await createStore({ dataDir }).recordEvents({ study, events });
  return dataDir;
}

const baseline = { phase: 'atomic', spec: aSpec(), fallbacks: ['big'] };

describe('loadRouting()', () => {
  it.each([
    ['routing_config.json', aPipe],
    ['routing_config.json', anEndlessFile],
    ['studies/s/routing_decisions.log', aPipe],
  ])('says that %s is no file, where something else is in its place', async (name, put) => {
    const dataDir = await storedStudy('s', eventsOf('s', [[1, admission('s', [baseline])]]));
    const path = join(dataDir, name);
    await rm(path);
    await put(path);
    const failure = await failureOf(load(dataDir));
    expect(failure).toMatchObject({
      code: 'ROUTING_INVALID',
      message: expect.stringContaining(`Cannot read ${path}: it is `),
    });
  });

  it('reads what the store wrote: the merged file of the data folder and the file of a study alike', async () => {
    const dataDir = await storedStudy('s', eventsOf('s', [[1, admission('s', [baseline])]]));
    const ofFolder = await load(dataDir);
    const merged = await load(join(dataDir, 'routing_config.json'));
    const own = await load(join(dataDir, 'studies/s/routing_config.json'), {
      models: join(dataDir, 'models.yaml'),
    });
    expect(ofFolder.routes).toEqual(merged.routes);
    expect(own.routes).toEqual(merged.routes);
    expect(merged.route('atomic')).toMatchObject({
      phase: 'atomic',
      spec: aSpec(),
      specId: 'lfm/atomic/native_api/t60/r1/i0/w0/T0',
      study: 's',
      fallbacks: ['big'],
      sinceCycle: 0,
      simulated: false,
      prompt: null,
      params: {},
      examples: [],
    });
    expect(merged.route('atomic').models.map(({ name }) => name)).toEqual(['lfm', 'big']);
  });

  it('never shows a trial', async () => {
    const trial = aSpec({ retries: 3 });
    const recommendation = aRecommendation({ state: 'trial' });
    const dataDir = await storedStudy(
      's',
      eventsOf('s', [
        [1, admission('s', [baseline])],
        [1, { type: 'trial-opened', recommendation, trial }],
      ]),
    );
    const own = join(dataDir, 'studies/s/routing_config.json');
    const { route } = await load(own, { models: join(dataDir, 'models.yaml') });
    expect(route('atomic').spec).toEqual(aSpec());
  });

  it('passes over fields that it does not know, but for those of a spec', async () => {
    const later = routingText({}, { fallbackActive: { from: 'big', why: 'It cannot do it' } });
    expect((await load(await installation(later))).route('atomic').spec.model).toBe('lfm');
    const strange = await installation(routingText().replace('"retries"', '"beam":4,"retries"'));
    await expect(load(strange)).rejects.toThrow('phases.atomic.route.beam: unknown field');
  });

  it('marks routes that were measured on a simulated model', async () => {
    const { route } = await load(await installation(routingText({}, { simulated: true })));
    expect(route('atomic').simulated).toBe(true);
  });

  it('names the nearest phase where one is asked for that is not there', async () => {
    const folder = await installation(routingText());
    const { route } = await load(folder);
    expect(() => route('atomc')).toThrow('it has atomic; did you mean "atomic"?');
    await expect(load(folder, { phases: ['extended'] })).rejects.toThrow(
      'Cannot find a route of phase "extended"',
    );
  });
});

describe('a file that is none', () => {
  it.each([
    { what: 'another JSON', text: '{"name": "x"}', says: 'schemaVersion: expected 1' },
    { what: 'a later version', text: '{"schemaVersion": 2, "phases": {}}', says: 'expected 1' },
    { what: 'no JSON', text: 'phases: {}', says: 'it is not JSON, or only half written' },
    { what: 'half a file', text: routingText().slice(0, 200), says: 'only half written' },
    { what: 'an empty file', text: '', says: 'only half written' },
    {
      what: 'a study name that leads elsewhere',
      text: routingText({}, { study: '../../etc' }),
      says: 'phases.atomic.study: expected 1 to 63',
    },
    {
      what: 'a route under another phase',
      text: routingText({ phase: 'other' }).replace('"other":{', '"atomic":{'),
      says: 'phases.atomic.route.phase: expected "atomic"',
    },
  ])('$what is refused in words, not with a stack', async ({ text, says }) => {
    const failure = await failureOf(load(await installation(text)));
    expect(codeOf(failure)).toBe('ROUTING_INVALID');
    expect(failure.message).toContain('routing_config.json');
    expect(failure.message).toContain(says);
  });

  it('is read again when it was only half there', async () => {
    const folder = await installation(routingText().slice(0, 100));
    const loading = load(folder);
    await writeFile(join(folder, 'routing_config.json'), routingText());
    expect((await loading).route('atomic').spec.model).toBe('lfm');
  });

  it('that is not there, or models that are not, are told with their place', async () => {
    await expect(load('/nowhere/routing_config.json', { models: 'm.yaml' })).rejects.toThrow(
      'Cannot read /nowhere/routing_config.json: there is no such file',
    );
    const alone = await folderWith({ 'routing_config.json': routingText() });
    await expect(load(alone)).rejects.toThrow(
      'name it by RATCHET_MODELS, or by the option "models"',
    );
    const other = await installation(routingText(), { lfn: URLS.lfm });
    const failure = await failureOf(load(other));
    expect(codeOf(failure)).toBe('MODEL_UNKNOWN');
    expect(failure.message).toContain('asks model "lfm"');
    expect(failure.message).toContain('did you mean "lfn"?');
  });
});

describe('what a route names', () => {
  const named = { prompt: 'terse', params: 'small' } as const;

  it('is taken from the log of its study beside the file', async () => {
    const spec = aSpec(named);
    const events = eventsOf('s', [[1, admission('s', [{ ...baseline, spec }])]]);
    const dataDir = await storedStudy('s', events);
    expect((await load(dataDir)).route('atomic')).toMatchObject({
      prompt: { system: 'Be brief' },
      params: { num_ctx: 2048 },
    });
  });

  it('is taken from a study file where the log is not at hand', async () => {
    const folder = await installation(routingText(named));
    await expect(load(folder)).rejects.toThrow('give the study file by the option "studies"');
    const study = {
      study: 'lfm',
      phases: { atomic: 'atomic-quick' },
      baseline: { model: 'lfm' },
      prompts: { terse: { system: 'Short' } },
      params: { small: { num_ctx: 512 } },
    };
    await writeFile(join(folder, 'study.json'), JSON.stringify(study));
    const { route } = await load(folder, { studies: [join(folder, 'study.json')] });
    expect(route('atomic')).toMatchObject({
      prompt: { system: 'Short' },
      params: { num_ctx: 512 },
    });
  });

  it('has the variant that it was measured with, from its file or from the copy of its study', async () => {
    const folder = await installation(routingText({ variant: 'terse' }));
    await expect(load(folder)).rejects.toThrow('neither built in (native_api, ');
    const file = join(folder, 'terse.ts');
    const text = 'export const next = ({ messages }) => ({ ask: { messages } });';
    await writeFile(file, text);
    const pinned = await pluginFile(file);
    const routing = routingText({ variant: 'terse' }, { variantFile: pinned });
    await writeFile(join(folder, 'routing_config.json'), routing);
    expect((await load(folder)).route('atomic').variantFile).toEqual(pinned);

    await writeFile(file, `${text}\n`);
    const failure = await failureOf(load(folder));
    expect(codeOf(failure)).toBe('ROUTING_INVALID');
    expect(failure.message).toContain(`${file} is not the file that the route was measured with`);
    const copy = join(folder, 'studies/lfm/plugins', `${pinned.sha256}.ts`);
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, text);
    expect((await load(folder)).route('atomic').variantFile).toEqual({ ...pinned, file: copy });

    const study = {
      study: 'lfm',
      phases: { atomic: 'atomic-quick' },
      baseline: { model: 'lfm' },
      plugins: { variants: ['./terse.ts'] },
    };
    await writeFile(join(folder, 'study.json'), JSON.stringify(study));
    const { route } = await load(folder, { studies: [join(folder, 'study.json')] });
    expect(route('atomic').variantFile).toEqual(await pluginFile(file));
  });

  it('has the worked examples that it was measured with, and no changed ones', async () => {
    const { sha256, suite } = await loadSuite('atomic-quick');
    const line = (hash: string) =>
      JSON.stringify({
        type: 'study-admitted',
        id: 'c1/admitted',
        cycle: 1,
        definition: { prompts: {}, params: {} },
        admitted: { suites: { atomic: { ref: { source: 'atomic-quick', sha256: hash } } } },
      });
    const folder = await installation(routingText({ variant: 'few_shot' }));
    const log = join(folder, 'studies/lfm/routing_decisions.log');
    await mkdir(join(folder, 'studies/lfm'), { recursive: true });
    await writeFile(log, `${line(sha256)}\n`);
    expect(suite.examples.length).toBeGreaterThan(0);
    expect((await load(folder)).route('atomic').examples).toEqual(suite.examples);
    await writeFile(log, `${line('0'.repeat(64))}\n`);
    expect(codeOf(await failureOf(load(folder)))).toBe('SUITE_CHANGED');
  });
});

describe('a loaded routing', () => {
  it('follows the file: a replaced one counts, a broken one changes nothing and is told once', async () => {
    const folder = await installation(routingText());
    const file = join(folder, 'routing_config.json');
    const changes: (readonly string[])[] = [];
    const problems: string[] = [];
    const routing = await load(folder, {
      followSeconds: 0.02,
      onChange: (phases) => changes.push(phases),
      onProblem: ({ message }) => problems.push(message),
    });
    await writeFile(`${file}.tmp`, routingText({ variant: 'atomic' }));
    await rename(`${file}.tmp`, file);
    await until('the replaced file', () => routing.route('atomic').spec.variant === 'atomic');
    expect(changes).toEqual([['atomic']]);

    await writeFile(file, routingText({ variant: 'json_schema' }).slice(0, 90));
    await until('a problem', () => problems.length > 0);
    expect(problems[0]).toContain('only half written');
    expect(routing.route('atomic').spec.variant).toBe('atomic');

    await rm(file);
    await until('a second problem', () => problems.length > 1);
    expect(problems[1]).toContain('there is no such file');
    expect(routing.route('atomic').spec.variant).toBe('atomic');

    await writeFile(file, routingText({ variant: 'json_schema' }));
    await until('the mended file', () => routing.route('atomic').spec.variant === 'json_schema');
    expect(problems.length).toBe(2);
  });

  it('follows the models file too', async () => {
    const folder = await installation(routingText());
    const routing = await load(folder, { followSeconds: 0.02 });
    await writeFile(join(folder, 'models.yaml'), modelsText({ lfm: 'http://127.0.0.1:10/v1' }));
    await until(
      'the new address',
      () => routing.route('atomic').models[0]?.baseUrl === 'http://127.0.0.1:10/v1',
    );
    expect(routing.route('atomic').spec.model).toBe('lfm');
  });

  it('stays as it is after close()', async () => {
    const folder = await installation(routingText());
    const routing = await load(folder, { followSeconds: 0.02 });
    routing.close();
    await writeFile(join(folder, 'routing_config.json'), routingText({ variant: 'atomic' }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(routing.route('atomic').spec.variant).toBe('native_api');
    await routing.refresh();
    expect(routing.route('atomic').spec.variant).toBe('atomic');
  });
});
