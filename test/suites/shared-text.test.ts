import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { BUILT_IN_SUITES } from '../../activities/suites/built-in-suites';
import { loadSuite } from '../../activities/suites/load-suite';
import { normalise } from '../../src/suites/normalise';
import type { Suite } from '../../src/suites/suite';

/** So many words in a row are no coincidence. */
const RUN = 6;

/** A text that a model is shown beside an item. */
interface Shown {
  readonly where: string;
  readonly text: string;
}

const wordsOf = (text: string): readonly string[] =>
  normalise(text).match(/[\p{L}\p{N}_']+/gu) ?? [];

/** Runs of six words; a shorter text is one run, but for those too short to mean anything. */
function runsOf(text: string): readonly string[] {
  const words = wordsOf(text);
  if (words.length < 4) return [];
  const length = Math.min(RUN, words.length);
  return Array.from({ length: words.length - length + 1 }, (_, start) =>
    words.slice(start, start + length).join(' '),
  );
}

function sharedRuns(prompts: readonly Shown[], shown: readonly Shown[]): readonly string[] {
  const texts = shown.map(({ where, text }) => ({
    where,
    text,
    words: ` ${wordsOf(text).join(' ')} `,
  }));
  return prompts.flatMap((prompt) =>
    texts
      .filter(
        ({ text, words }) =>
          normalise(text) === normalise(prompt.text) ||
          runsOf(prompt.text).some((run) => words.includes(` ${run} `)),
      )
      .map(({ where }) => `${prompt.where} and ${where}`),
  );
}

const itemTexts = (suite: Suite): readonly Shown[] =>
  suite.items.flatMap(({ id, messages }) =>
    messages.map(({ content }) => ({ where: `${suite.name}/${id}`, text: content })),
  );

const exampleTexts = (suite: Suite): readonly Shown[] =>
  suite.examples.map(({ user }) => ({ where: `an example of ${suite.name}`, text: user }));

const toolTexts = (suite: Suite): readonly Shown[] =>
  stringsIn(suite.tools).map((text) => ({ where: `a tool of ${suite.name}`, text }));

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** Every literal of the variants, and all literals of a file in one: a prompt may be written in pieces. */
function variantTexts(): readonly Shown[] {
  const folder = join(__dirname, '../../src/variants');
  return readdirSync(folder).flatMap((file) => {
    const program = parseSync(readFileSync(join(folder, file), 'utf8'), { syntax: 'typescript' });
    const literals = literalsIn(program);
    return [...literals, literals.join(' ')].map((text) => ({ where: file, text }));
  });
}

function literalsIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, value, raw } = Object.fromEntries(Object.entries(node));
  if (type === 'StringLiteral') return [String(value)];
  if (type === 'TemplateElement') return [String(raw)];
  return Object.values(node).flatMap(literalsIn);
}

describe('the items of the built-in suites', () => {
  let suites: readonly Suite[];

  beforeAll(async () => {
    const loaded = await Promise.all(BUILT_IN_SUITES.map((name) => loadSuite(name)));
    suites = loaded.map(({ suite }) => suite);
  });

  it('share no text with an example of any suite', () => {
    expect(sharedRuns(suites.flatMap(itemTexts), suites.flatMap(exampleTexts))).toEqual([]);
  });

  it('share no text with a tool description of any suite', () => {
    expect(sharedRuns(suites.flatMap(itemTexts), suites.flatMap(toolTexts))).toEqual([]);
  });

  it('share no text with the prompts of the variants', () => {
    const shown = variantTexts();
    expect(shown.length).toBeGreaterThan(50);
    expect(sharedRuns(suites.flatMap(itemTexts), shown)).toEqual([]);
  });

  it('share no text with one another, across suites', () => {
    for (const suite of suites) {
      const others = suites.filter((other) => other !== suite);
      expect(sharedRuns(itemTexts(suite), others.flatMap(itemTexts))).toEqual([]);
    }
  });
});

describe('this test', () => {
  const item = { where: 'an item', text: 'Check the weather in Turin, then add Boat Trip.' };

  it.each([
    ['the same text in other letters', '"check the WEATHER in turin, then add boat trip"'],
    ['six words in a row', 'For instance: the weather in Turin then add a meeting'],
  ])('finds %s', (_, text) => {
    expect(sharedRuns([item], [{ where: 'a prompt', text }])).toEqual(['an item and a prompt']);
  });

  it('lets five words in a row pass', () => {
    expect(sharedRuns([item], [{ where: 'a prompt', text: 'Check the weather in Turin' }])).toEqual(
      [],
    );
  });

  it('reads the literals of code, templates among them', () => {
    const code = 'const a: string = "one"; const b = `two ${a} three`;';
    expect(literalsIn(parseSync(code, { syntax: 'typescript' }))).toEqual([
      'one',
      'two ',
      ' three',
    ]);
  });
});
