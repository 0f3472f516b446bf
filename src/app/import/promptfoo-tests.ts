import { dirname, extname, resolve } from 'node:path';
import type { SourceDocument } from '../../../activities/input/source-document';
import type { NotCarried } from '../../suites/import/entry';
import type { Placed } from '../../suites/import/imported';
import { testOfRow } from '../../suites/import/promptfoo-csv';
import { filesMatching, pathIn, valueInFile } from './promptfoo-files';
import { recordsIn } from './records';

/** A test of a config, and the folder by which it names files. */
export interface FoundTest extends Placed {
  readonly folder: string;
}

export interface FoundTests {
  readonly tests: readonly FoundTest[];
  readonly left: readonly NotCarried[];
}

/**
 * The tests of a config: written in it, in files, and those of its scenarios.
 *
 * @throws {RatchetError} `SUITE_INVALID` where a file cannot be read
 */
export async function testsOf(document: SourceDocument): Promise<FoundTests> {
  const { tests, scenarios, redteam }: Record<string, unknown> = Object(document.value);
  const own = await testsIn(document, tests, ['tests']);
  const more = await Promise.all(
    [scenarios ?? []].flat().map((scenario, index) => testsOfScenario(document, scenario, index)),
  );
  const all = [own, ...more];
  const found = all.flatMap((each) => each.tests);
  const left = all.flatMap((each) => each.left);
  if (redteam !== undefined) {
    left.push({ at: lineOf(document, ['redteam']), what: 'redteam', ...NO_REDTEAM });
  }
  // Without any, promptfoo asks the prompt once.
  if (tests === undefined && scenarios === undefined && redteam === undefined) {
    found.push({ at: lineOf(document, []), value: {}, folder: dirname(document.file) });
  }
  return { tests: found, left };
}

const NO_PROGRAM = {
  why: 'tests that a program, an address or a spreadsheet makes are not read',
  mend: 'write them to a YAML, CSV or JSON Lines file',
};
const NO_REDTEAM = {
  why: 'tests that promptfoo makes up by itself are not read',
  mend: 'generate them there, and import the file that it writes',
};

type Path = readonly (string | number)[];

function lineOf(document: SourceDocument, path: Path): string {
  return `${document.file}:${document.where(path).line}`;
}

async function testsIn(document: SourceDocument, given: unknown, path: Path): Promise<FoundTests> {
  const parts = await Promise.all(
    [given ?? []].flat().map((each, index) => {
      const at = lineOf(document, Array.isArray(given) ? [...path, index] : path);
      return testsAt(each, at, dirname(document.file));
    }),
  );
  return { tests: parts.flatMap(({ tests }) => tests), left: parts.flatMap(({ left }) => left) };
}

async function testsAt(test: unknown, at: string, folder: string): Promise<FoundTests> {
  const source: unknown = typeof test === 'string' ? test : Object(test).path;
  if (typeof source !== 'string') return { tests: [{ at, value: test, folder }], left: [] };
  const files = /^[a-z]+:\/\/(?<!file:\/\/)/.test(source)
    ? []
    : filesMatching(pathIn(source) ?? source, folder);
  const readable = files.filter((file) => /\.(?:csv|ya?ml|jsonl?|ndjson)$/.test(file));
  if (readable.length === 0) return { tests: [], left: [{ at, what: source, ...NO_PROGRAM }] };
  const tests = await Promise.all(readable.map(testsInFile));
  return { tests: tests.flat(), left: [] };
}

async function testsInFile(file: string): Promise<readonly FoundTest[]> {
  const records = await recordsIn(file, { single: true, relaxed: true, merge: true });
  const tests = extname(file) === '.csv' ? records.map(testOfRow) : records;
  return tests.map((test) => ({ ...test, folder: dirname(file) }));
}

/** Each test of a scenario with each of its sets of variables. */
async function testsOfScenario(
  document: SourceDocument,
  given: unknown,
  index: number,
): Promise<FoundTests> {
  const at = lineOf(document, ['scenarios', index]);
  const folder = dirname(document.file);
  const path = pathIn(given);
  if (path !== null) {
    const files = filesMatching(path, folder);
    const scenarios = (await Promise.all(files.map(valueInFile))).flat();
    const parts = await Promise.all(scenarios.map((each) => crossed(document, each, { at })));
    return { tests: parts.flatMap(({ tests }) => tests), left: parts.flatMap(({ left }) => left) };
  }
  return crossed(document, given, { at, path: ['scenarios', index, 'tests'] });
}

async function crossed(
  document: SourceDocument,
  scenario: unknown,
  { at, path }: { readonly at: string; readonly path?: Path },
): Promise<FoundTests> {
  const { config, tests = [{}] } = Object(scenario);
  const folder = dirname(document.file);
  const sets = (
    await Promise.all([config ?? []].flat().map((each) => setsIn(each, folder)))
  ).flat();
  const found =
    path === undefined
      ? { tests: [tests].flat().map((value) => ({ at, value, folder })), left: [] }
      : await testsIn(document, tests, path);
  return {
    tests: sets.flatMap((set) =>
      found.tests.map((test) => ({ ...test, value: withSet(test.value, set) })),
    ),
    left: found.left,
  };
}

async function setsIn(given: unknown, folder: string): Promise<readonly unknown[]> {
  const path = pathIn(given) ?? pathIn(Object(given).$values) ?? pathIn(Object(given).$expand);
  return path === null ? [given] : [await valueInFile(resolve(folder, path))].flat();
}

function withSet(test: unknown, set: unknown): unknown {
  const [own, around] = [Object(test), Object(set)];
  return {
    ...around,
    ...own,
    vars: { ...around.vars, ...own.vars },
    options: { ...around.options, ...own.options },
    metadata: { ...around.metadata, ...own.metadata },
    assert: [...(around.assert ?? []), ...(own.assert ?? [])],
  };
}
