import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileIn, jsonLines, ratchet, temporaryFolder } from './ratchet';

const BAD_STUDY = `study: mine
phases:
  atomic: atomc-quick
baseline:
  model: small
`;

const BAD_PLUGIN = `study: mine
phases: { atomic: atomic }
baseline: { model: small }
plugins: { gates: [/only/there.ts, none.ts] }
`;

const BAD_FIELD = `study: mine
phases: { atomic: atomic }
baselin: { model: small }
`;

const BAD_SUITE = `name: mine
tools: []
items:
  - id: one
    promt: hello
    calls: []
`;

const BAD_MODELS = `models:
  small:
    provider: openai-compatibel
    model: small
`;

const GOOD_MODELS = `models:
  small: { provider: scenario, model: small, baseUrl: "http://127.0.0.1:9/v1" }
`;

const GOOD_STUDY = `study: mine
phases: { atomic: ./mine.yaml, extended: extended-quick }
baseline: { model: small }
`;

const CALLS_ONLY = `name: calls-only
tools:
  - name: get_weather
    description: Tells the weather
    parameters: { type: object, properties: { city: { type: string } }, required: [city] }
items:
  - id: one
    prompt: How is the weather in Oslo?
    expect:
      calls: [{ tool: get_weather, arguments: { city: Oslo } }]
`;

const VAIN_STUDY = `study: vain
phases: { vain: ./calls-only.yaml }
baseline: { model: small, retries: 1 }
generators: [retries]
factors: { retries: [1], timeoutSeconds: [30, 60] }
plugins: { gates: [/only/there.ts] }
`;

describe('ratchet validate', () => {
  const folder = temporaryFolder();

  it('names file, line, column and the nearest word of what is wrong, and exits 4', async () => {
    const study = fileIn(folder, 'study.yaml', BAD_STUDY);
    const field = fileIn(folder, 'field.yaml', BAD_FIELD);
    const plugin = fileIn(folder, 'plugin.yaml', BAD_PLUGIN);
    const suite = fileIn(folder, 'suite.yaml', BAD_SUITE);
    const models = fileIn(folder, 'models.yaml', BAD_MODELS);
    const ended = await ratchet([
      'validate',
      study,
      field,
      plugin,
      suite,
      models,
      join(folder, 'none.yaml'),
    ]);
    expect(ended.code).toBe(4);
    expect(ended.stdout).toContain(`${study}:3:3 phases.atomic: expected a built-in suite`);
    expect(ended.stdout).toContain('did you mean "atomic-quick"?');
    expect(ended.stdout).toContain(`${field}:3:1 baselin: unknown field; did you mean "baseline"?`);
    expect(ended.stdout).toContain(
      `${plugin}:4:36 plugins.gates[1]: Cannot read ${folder}/none.ts`,
    );
    expect(ended.stdout).toMatch(
      /suite\.yaml:5:5 items\[0\]\.promt: unknown field; did you mean "/,
    );
    expect(ended.stdout).toMatch(
      /models\.yaml:3:5 models\.small\.provider: .*"openai-compatible"\?/,
    );
    expect(ended.stdout).toContain('none.yaml: there is no such file');
    expect(ended.stderr).toBe('6 of 6 files cannot be used\n');
  });

  it('tells studies, suites and models files apart by what is in them, for programs too', async () => {
    const suite = join(__dirname, '../../scenario/suites/lfm-atomic.yaml');
    const models = fileIn(folder, 'good-models.yaml', GOOD_MODELS);
    const study = fileIn(folder, 'good.yaml', GOOD_STUDY.replace('./mine.yaml', suite));
    const ended = await ratchet(['validate', '--json', study, suite, models]);
    expect(ended.code).toBe(0);
    expect(jsonLines(ended)).toMatchObject([
      { file: study, ok: true, kind: 'study', summary: 'study mine, phases atomic, extended' },
      { file: suite, ok: true, kind: 'suite' },
      { file: models, ok: true, kind: 'models', summary: 'models small' },
    ]);
  });

  it('reads what a shell gives it in pipes, which give it once', async () => {
    const models = fileIn(folder, 'piped-models.yaml', GOOD_MODELS);
    const study = fileIn(folder, 'piped.yaml', GOOD_STUDY.replace('./mine.yaml', 'atomic'));
    const suite = fileIn(folder, 'piped-suite.yaml', CALLS_ONLY);
    const ended = await promisify(execFile)('bash', [
      '-c',
      'exec "$0" validate --json <(cat "$1") <(cat "$2") <(cat "$3")',
      join(__dirname, '../../bin/ratchet'),
      study,
      models,
      suite,
    ]);
    expect(jsonLines({ code: 0, ...ended })).toMatchObject([
      { ok: true, kind: 'study', summary: 'study mine, phases atomic, extended' },
      { ok: true, kind: 'models', summary: 'models small' },
      { ok: true, kind: 'suite', summary: 'suite calls-only, 1 item' },
    ]);
  });

  it('takes a file for what --kind says it is', async () => {
    const models = fileIn(folder, 'as-suite.yaml', GOOD_MODELS);
    const ended = await ratchet(['validate', '--json', '--kind', 'suite', models]);
    expect(ended.code).toBe(4);
    expect(jsonLines(ended)).toMatchObject([{ ok: false, kind: 'suite' }]);
  });

  it('looks for the models of a study in the models file beside it', async () => {
    const text = GOOD_STUDY.replace('./mine.yaml', 'atomic-quick').replace('small }', 'smal }');
    const study = fileIn(folder, 'strange.yaml', text);
    const models = fileIn(folder, 'known-models.yaml', GOOD_MODELS);
    const ended = await ratchet(['validate', study, models]);
    expect(ended.code).toBe(4);
    expect(ended.stdout).toContain(
      `${study}: it names the model "smal"; there are small in ${models}; did you mean "small"?`,
    );
    expect((await ratchet(['validate', study])).code).toBe(0);
  });

  it('warns of a study that has nothing to try and of suites that show little, and accepts them', async () => {
    const suite = fileIn(folder, 'calls-only.yaml', CALLS_ONLY);
    const study = fileIn(folder, 'vain.yaml', VAIN_STUDY);
    const ended = await ratchet(['validate', '--json', study, suite]);
    expect(ended.code).toBe(0);
    const ofSuite = [
      'no item where no call is due: over-calling is not seen, and the gate of restraint does not apply; add some',
      '1 items that steer the search, fewer than 12: only large improvements can be certified; ratchet calibrate tells which',
    ];
    expect(jsonLines(ended)).toMatchObject([
      {
        ok: true,
        warnings: [
          'plugins.gates[0]: there is no /only/there.ts here; the workers must have it there',
          "phases.vain: nothing to try: no generator of the study (retries) finds another value than the baseline's; name some under factors",
          ...ofSuite.map((warning) => `phases.vain: suite ${suite}: ${warning}`),
        ],
      },
      { ok: true, warnings: ofSuite },
    ]);
    const forPeople = await ratchet(['validate', suite]);
    expect(forPeople.stdout).toBe(`✓ ${suite}: suite calls-only, 1 item\n`);
    expect(forPeople.stderr).toBe(
      ofSuite.map((warning) => `warning: ${suite}: ${warning}\n`).join(''),
    );
  });

  it('has nothing to warn of in a large suite and a study that can change something', async () => {
    const study = fileIn(folder, 'fine.yaml', GOOD_STUDY.replace('./mine.yaml', 'atomic'));
    const text = GOOD_STUDY.replace('./mine.yaml', 'atomic').replace('extended-quick', 'extended');
    const ended = await ratchet(['validate', '--json', fileIn(folder, 'fine.yaml', text)]);
    expect(jsonLines(ended)).toMatchObject([{ file: study, ok: true, warnings: [] }]);
  });
});
