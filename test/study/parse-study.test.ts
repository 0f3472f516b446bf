import fc from 'fast-check';
import { GENERATOR_NAMES } from '../../src/candidates/generators';
import { canonicalJson } from '../../src/canonical-json';
import { describeIssues } from '../../src/input-issue';
import { parseStudy } from '../../src/study/parse-study';
import { DEFAULT_POLICY } from '../../src/study/study';
import { VARIANT_NAMES } from '../../src/variants/variant-names';
import { aStudy, aStudyFile } from '../support/a-study';

/** What is said about an input; empty for one that can be used. */
function said(input: unknown): string {
  const parsed = parseStudy(input);
  return parsed.ok ? '' : describeIssues(parsed.issues);
}

describe('parseStudy()', () => {
  it('fills in every default of the shortest study', () => {
    const input = { study: 'lfm', phases: { atomic: 'atomic-quick' }, baseline: { model: 'lfm' } };
    expect(parseStudy(input)).toEqual({
      ok: true,
      value: {
        study: 'lfm',
        seed: 1,
        phases: [
          {
            name: 'atomic',
            suite: 'atomic-quick',
            baseline: {
              model: 'lfm',
              phase: 'atomic',
              variant: 'native_api',
              timeoutSeconds: 60,
              retries: 1,
              isolation: 0,
              warmup: 0,
              temperature: 0,
              prompt: 'default',
              params: 'default',
            },
          },
        ],
        factors: {
          variant: VARIANT_NAMES,
          timeoutSeconds: [30, 60, 120],
          retries: [0, 1, 2],
          isolation: [0, 1],
          warmup: [0, 1, 3],
          temperature: [0],
        },
        generators: GENERATOR_NAMES,
        fallbacks: {},
        prompts: {},
        params: {},
        policy: DEFAULT_POLICY,
        budget: { cycles: null, runs: null, tokens: null, usd: null },
        watchHours: 24,
        cooldownHours: 72,
        atCeiling: 'rest',
      },
    });
  });

  it('writes every short form out', () => {
    const study = aStudy({
      phases: { a: 'one', b: { suite: 'two', baseline: { model: 'big', warmup: 3 } } },
      baseline: { model: 'lfm', retries: 2 },
      generators: 'all',
      fallbacks: { lfm: 'big', big: ['bigger', 'biggest'] },
      watch: 'off',
    });
    expect(study.phases.map(({ baseline }) => baseline)).toMatchObject([
      { model: 'lfm', retries: 2, warmup: 0, phase: 'a' },
      { model: 'big', retries: 2, warmup: 3, phase: 'b' },
    ]);
    expect(study).toMatchObject({
      generators: GENERATOR_NAMES,
      fallbacks: { lfm: ['big'], big: ['bigger', 'biggest'] },
      watchHours: null,
    });
  });

  it('takes factors as they are given, and adds none of its own', () => {
    expect(aStudy({ factors: { warmup: [0, 3] } }).factors).toEqual({ warmup: [0, 3] });
  });

  it('leaves a phase without a model to its route', () => {
    expect(aStudy({ baseline: undefined }).phases.map(({ baseline }) => baseline)).toEqual([
      null,
      null,
    ]);
  });

  it('reads a study the same after a trip through JSON, and what it gives survives one', () => {
    const study = aStudy({
      prompts: { terse: { system: 'Answer shortly' } },
      params: { a: { n: [1] } },
    });
    expect(JSON.parse(JSON.stringify(study))).toEqual(study);
    expect(JSON.parse(canonicalJson(study))).toEqual(study);
    const again = parseStudy(JSON.parse(JSON.stringify(aStudyFile())));
    expect(again).toEqual(parseStudy(aStudyFile()));
  });

  it('names every bad field at once', () => {
    const text = said(aStudyFile({ seed: -1, atCeiling: 'stop', policy: { runs: 0 }, stdy: 1 }));
    expect(text.split('\n').map((line) => line.split(':')[0])).toEqual([
      'seed',
      'policy.runs',
      'atCeiling',
      'stdy',
    ]);
  });
});

describe('names that every object has', () => {
  // A phase called so would be found in every table of phases before it is put there.
  it.each<Readonly<Record<string, unknown>>>([
    { phases: { constructor: 'atomic' } },
    { phases: { toString: 'atomic' } },
    { prompts: { valueOf: {} } },
    { params: { hasOwnProperty: {} } },
    { study: 'constructor' },
    { baseline: { model: 'constructor' } },
    { factors: { prompt: ['isPrototypeOf'] } },
    { fallbacks: { lfm: 'constructor' } },
  ])('are no names of a study: %j', (changes) => {
    expect(said(aStudyFile(changes))).toContain('expected another name, which JavaScript');
  });
});

describe('what parseStudy() says', () => {
  const name = 'expected a name of 1 to 63 of a-z, 0-9 and -';
  const model = 'expected a name of the models file, 1 to 64 of a-z, 0-9, . and -';
  it.each([
    [{ study: 'Lfm!' }, `study: ${name}, found the text "Lfm!"`],
    [{ study: undefined }, 'study: expected a text, but the field is missing'],
    [{ phases: {} }, 'phases: expected 1 to 8 phases, found 0'],
    [
      { phases: { 'a b': 'x' } },
      'phases.a b: expected a name of 1 to 64 of a-z, A-Z, 0-9, ., _ and -, found the text "a b"',
    ],
    [{ phases: { a: '' } }, 'phases.a: expected the name or file of a suite, found the text ""'],
    [
      { phases: { a: 3 } },
      'phases.a: expected the name or file of a suite, or an object with suite, found the number 3',
    ],
    [
      { phases: { a: { suite: 'x', suit: 'y' } } },
      'phases.a.suit: unknown field; did you mean "suite"?',
    ],
    [
      { phases: { a: { suite: 'x', baseline: { isolation: 2 } } } },
      'phases.a.baseline.isolation: expected 0 or 1, found the number 2',
    ],
    [
      { baseline: { timeoutSeconds: 60 } },
      'baseline: expected a model, found none; name one of the models file',
    ],
    [{ baseline: { model: 'A B' } }, `baseline.model: ${model}, found the text "A B"`],
    [
      { baseline: { model: 'lfm', variant: 'native-api' } },
      'baseline.variant: expected "native_api" or "raw_schema" or "json_schema" or "few_shot" or "atomic" or "atomic_few_shot", found the text "native-api"; did you mean "native_api"?',
    ],
    [
      { baseline: { model: 'lfm', retries: -1 } },
      'baseline.retries: expected a whole number from 0 to 10, found the number -1',
    ],
    [
      { baseline: { model: 'lfm', retries: 1.5 } },
      'baseline.retries: expected a whole number, found the number 1.5',
    ],
    [
      { baseline: { model: 'lfm', temperature: '0' } },
      'baseline.temperature: expected a number, found the text "0"',
    ],
    [
      { factors: { variant: ['atomic', 'ters'] }, plugins: { variants: ['./terse.ts'] } },
      'factors.variant[1]: expected "native_api" or "raw_schema" or "json_schema" or "few_shot" or "atomic" or "atomic_few_shot" or "terse", found the text "ters"; did you mean "terse"?',
    ],
    [
      { phases: { a: { suite: 'x', baseline: { variant: 'atomik' } } }, watsch: 'off' },
      'watsch: unknown field; did you mean "watch"?\nphases.a.baseline.variant: expected "native_api" or "raw_schema" or "json_schema" or "few_shot" or "atomic" or "atomic_few_shot", found the text "atomik"; did you mean "atomic"?',
    ],
    [
      { factors: { variant: ['a b'] } },
      'factors.variant[0]: expected a variant: 1 to 64 of a-z, A-Z, 0-9, _ and -, found the text "a b"',
    ],
    [
      { plugins: { variants: ['./atomic.ts'] } },
      'plugins.variants[0]: expected another variant than those there are, found "atomic", which is built in; give the file another name',
    ],
    [
      { plugins: { variants: ['a/terse.ts', 'b/terse.mjs'] } },
      'plugins.variants[1]: expected another variant than those there are, found "terse", which is named above; give the file another name',
    ],
    [
      { plugins: { variants: [{ toString: 1 }] } },
      'plugins.variants[0]: expected a text, found an object',
    ],
    [
      { plugins: { variants: ['./my.terse.ts'] } },
      'plugins.variants[0]: expected a file called by 1 to 64 of a-z, A-Z, 0-9, _ and -, as the variant is called like it, found "my.terse"',
    ],
    [{ factors: { retry: [1] } }, 'factors.retry: unknown field; did you mean "retries"?'],
    [{ factors: { warmup: 3 } }, 'factors.warmup: expected a list, found the number 3'],
    [
      { factors: { prompt: ['tersee'] }, prompts: { terse: { system: 'x' } } },
      'factors.prompt[0]: expected default or terse, as prompts defines, found "tersee"; did you mean "terse"?',
    ],
    [
      { baseline: { model: 'lfm', params: 'smal' }, params: { small: {} } },
      'baseline.params: expected default or small, as params defines, found "smal"; did you mean "small"?',
    ],
    [
      { phases: { a: { suite: 'x', baseline: { prompt: 'no' } } } },
      'phases.a.baseline.prompt: expected default, as prompts defines, found "no"',
    ],
    [
      { prompts: { a: { sistem: 'x' } } },
      'prompts.a.sistem: unknown field; did you mean "system"?',
    ],
    [{ params: { a: [1] } }, 'params.a: expected an object with named fields, found a list'],
    [
      { generators: ['varant'] },
      'generators[0]: expected "variant" or "timeout" or "retries" or "isolation" or "warmup" or "model" or "temperature" or "prompt" or "params" or "model-guided" or "pairwise", found the text "varant"; did you mean "variant"?',
    ],
    [
      { generators: 'al' },
      'generators: expected "all" or a list of generators, found the text "al"',
    ],
    [
      { fallbacks: { lfm: 3 } },
      'fallbacks.lfm: expected the name of a model or a list of them, found the number 3',
    ],
    [
      { fallbacks: { lmf: 'big' } },
      'fallbacks.lmf: expected a model of this study (lfm, big), found "lmf"',
    ],
    [{ fallbacks: { lfm: 'Foo' } }, `fallbacks.lfm: ${model}, found the text "Foo"`],
    [{ fallbacks: { 'L M': 'x' } }, `fallbacks.L M: ${model}, found the text "L M"`],
    [
      { policy: { maxVariance: 3 } },
      'policy.maxVariance: expected a number from 0 to 0.25, found the number 3',
    ],
    [
      { policy: { minSamples: 9 } },
      'policy.minSamples: expected at most the runs of an evaluation (7), found 9',
    ],
    [
      { policy: { determinism: 'aut' } },
      'policy.determinism: expected "off" or "auto", found the text "aut"; did you mean "auto"?',
    ],
    [
      { budget: { cycles: 0 } },
      'budget.cycles: expected a whole number from 1 to 1000000, found the number 0',
    ],
    [{ budget: { usd: -1 } }, 'budget.usd: expected a number above 0, found the number -1'],
    [{ watch: '24' }, 'watch: expected hours such as 24h, or off, found the text "24"'],
    [
      { atCeiling: 'rst' },
      'atCeiling: expected "rest" or "finish", found the text "rst"; did you mean "rest"?',
    ],
    [{ stdy: 'x' }, 'stdy: unknown field; did you mean "study"?'],
  ])('of %j is the field, what was expected and what was found', (changes, text) => {
    expect(said(aStudyFile(changes))).toBe(text);
  });

  it.each([
    [null, '(document): expected an object with named fields, found nothing'],
    [[], '(document): expected an object with named fields, found an empty list'],
    ['x', '(document): expected an object with named fields, found the text "x"'],
  ])('of %j is that it is no study', (input, text) => {
    expect(said(input)).toBe(text);
  });

  it('is how many specs are too many, all phases together', () => {
    const upTo = (most: number) => Array.from({ length: most }, (_, value) => value);
    const phases = (count: number) =>
      Object.fromEntries(upTo(count).map((number) => [`p${number}`, 'atomic']));
    const factors = { warmup: upTo(64), timeoutSeconds: upTo(32).map((n) => n + 60) };
    const file = (count: number) => aStudyFile({ phases: phases(count), factors, fallbacks: {} });
    // 64 * (32 + the baseline's own 60, one of them) = 2,048 specs each; times 5 values of retries 10,240.
    expect(said(file(8))).toBe('');
    const larger = { ...file(8), factors: { ...factors, retries: [0, 1, 2, 3, 4] } };
    expect(said(larger)).toBe(
      'factors: expected at most 65536 specs in all phases together, found 81920; name fewer values',
    );
    expect(said({ ...larger, phases: phases(6) })).toBe('');
    expect(said(file(9))).toBe('phases: expected 1 to 8 phases, found 9');
  });

  it('counts what a route may add to the space of a phase that names no baseline', () => {
    const upTo = (most: number) => Array.from({ length: most }, (_, value) => value + 1);
    const factors = { warmup: upTo(400), timeoutSeconds: upTo(200) };
    // (400 + 1) * (200 + 1), and one value for each of the other factors.
    expect(said({ study: 's', phases: { a: 'x' }, factors })).toMatch(/found 80601;/);
  });

  it('is that input is too deep to read, instead of an exhausted stack', () => {
    const nested = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
    expect(said(aStudyFile({ params: { a: { deep: nested(61) } } }))).toBe('');
    for (const levels of [62, 100_000]) {
      expect(said(aStudyFile({ params: { a: { deep: nested(levels) } } }))).toBe(
        '(document): expected at most 64 levels of lists and objects, found more',
      );
    }
  });
});

const FIELDS = [
  'study',
  'seed',
  'phases',
  'baseline',
  'factors',
  'generators',
  'fallbacks',
  'prompts',
  'params',
  'policy',
  'budget',
  'watch',
  'atCeiling',
] as const;

describe('parseStudy(), whatever it gets', () => {
  const anything = fc.anything({
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
  });

  it('never throws, and says something wherever it reads no study', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseStudy(input);
        expect(parsed.ok || describeIssues(parsed.issues) !== '').toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('never throws when one field of a good study is anything', () => {
    const field = fc.constantFrom(...FIELDS);
    fc.assert(
      fc.property(field, anything, (name, value) => {
        const parsed = parseStudy(aStudyFile({ [name]: value }));
        expect(parsed.ok || describeIssues(parsed.issues) !== '').toBe(true);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});
