import { dirname, extname, resolve } from 'node:path';
import { readDocument } from '../../../activities/input/read-document';
import { readTextFile } from '../../../activities/input/read-text-file';
import type { SourceDocument } from '../../../activities/input/source-document';
import type { NotCarried } from '../../suites/import/entry';
import { type Imported, type Placed, together } from '../../suites/import/imported';
import { testOfRow } from '../../suites/import/promptfoo-csv';
import { entriesOfPromptfoo } from '../../suites/import/promptfoo-entry';
import { type DraftTool, toolsOf } from '../../suites/import/tools-of';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import type { Format } from './format';
import { recordsIn } from './records';
import { toolsIn } from './tools-file';

/** A promptfoo config with its tests. */
export const promptfoo: Format = {
  about: 'a promptfoo config: prompts, tests with vars and assertions, files that it names',
  takes: ['tools', 'prompt'],
  read: async (file, options, reader) => {
    const document = await readDocument(file, 'SUITE_INVALID');
    const config: Record<string, unknown> = Object(document.value);
    const folder = dirname(resolve(file));
    const tools = options.tools
      ? await toolsIn(asMeant(options.tools))
      : await toolsOfConfig(config, folder);
    const { prompt, others } = await promptOf(document, folder, options.prompt);
    const defaults = await valueOrFile(config['defaultTest'], folder);
    const { tests, left } = await testsOf(document, folder);
    const parts: Imported[] = [];
    for (const [index, { at, value }] of tests.entries()) {
      const test = await withFiles(value, folder);
      parts.push(
        entriesOfPromptfoo({ at, number: index + 1, test, prompt, defaults, tools }, reader),
      );
    }
    const carried = together(parts);
    return { ...carried, notCarried: [...others, ...left, ...carried.notCarried] };
  },
};

async function toolsOfConfig(
  config: Record<string, unknown>,
  folder: string,
): Promise<readonly DraftTool[]> {
  const providers = [config['providers']].flat();
  for (const provider of providers) {
    const own = Object(provider);
    // `- id: ...` with a config, or the id as the only key.
    const options = own.config ?? Object(Object.values(own)[0]).config;
    const tools = toolsOf(await valueOrFile(Object(options).tools, folder));
    if (tools !== null && tools.length > 0) return tools;
  }
  return [];
}

/** One of the prompts: for a study several prompts are a factor, not more items. */
async function promptOf(
  document: SourceDocument,
  folder: string,
  number: number,
): Promise<{ readonly prompt: string; readonly others: readonly NotCarried[] }> {
  const given = [Object(document.value).prompts].flat().filter((each) => each !== undefined);
  const texts = (await Promise.all(given.map((each) => promptTexts(each, folder)))).flat();
  const prompt = texts[number - 1];
  const at = `${document.file}:${document.where(['prompts']).line}`;
  if (prompt === undefined) {
    throw new CliError(
      EXIT.badInput,
      `Cannot read ${at}: expected a prompt ${number}, found ${texts.length} prompts`,
    );
  }
  const others = texts.flatMap((_, index) =>
    index === number - 1
      ? []
      : [
          {
            at: `${document.file}:${document.where(['prompts', index]).line}`,
            what: `prompt ${index + 1}`,
            why: 'an item asks one prompt; what other wording does is for a study to find out',
            mend: `name it under prompts: in the study file, or import again with --prompt ${index + 1}`,
          },
        ],
  );
  return { prompt, others };
}

/** A text file holds several where a line of three hyphens parts them. */
async function promptTexts(prompt: unknown, folder: string): Promise<readonly string[]> {
  const raw = rawOf(prompt);
  const path = pathIn(raw) ?? (/^[\w./-]+\.(?:txt|md|json|ya?ml)$/.test(raw) ? raw : null);
  if (path === null) return [raw];
  refuseProgram(path);
  return textsInFile(resolve(folder, path));
}

/** A prompt is a text, or an object with it; anything else is a list of messages. */
function rawOf(prompt: unknown): string {
  const { raw, id } = Object(prompt);
  const text: unknown = [prompt, raw, id].find((each) => typeof each === 'string');
  return typeof text === 'string' ? text : JSON.stringify(prompt);
}

async function textsInFile(file: string): Promise<readonly string[]> {
  if (/\.ya?ml$/.test(file)) {
    return [JSON.stringify((await readDocument(file, 'SUITE_INVALID')).value)];
  }
  const text = await readTextFile(file, 'SUITE_INVALID');
  return extname(file) === '.txt' ? text.split(/^---\s*$/m).map((part) => part.trim()) : [text];
}

async function testsOf(
  document: SourceDocument,
  folder: string,
): Promise<{ readonly tests: readonly Placed[]; readonly left: readonly NotCarried[] }> {
  const { tests: given, scenarios }: Record<string, unknown> = Object(document.value);
  const lineOf = (path: readonly (string | number)[]): string =>
    `${document.file}:${document.where(path).line}`;
  const tests: Placed[] = [];
  const left: NotCarried[] = [];
  for (const [index, each] of [given ?? []].flat().entries()) {
    const at = lineOf(Array.isArray(given) ? ['tests', index] : ['tests']);
    const source = sourceOf(each);
    if (source === null) tests.push({ at, value: each });
    else if (isReadable(source))
      tests.push(...(await testsInFile(resolve(folder, pathIn(source) ?? source))));
    else left.push({ at, what: source, ...NO_PROGRAM });
  }
  if (scenarios !== undefined)
    left.push({ at: lineOf(['scenarios']), what: 'scenarios', ...NO_SCENARIOS });
  return { tests, left };
}

/** The file of tests that stands in a test's place; null: it is a test. */
function sourceOf(test: unknown): string | null {
  const source: unknown = typeof test === 'string' ? test : Object(test).path;
  return typeof source === 'string' ? source : null;
}

const NO_PROGRAM = {
  why: 'tests that a program or an address makes are not read',
  mend: 'write them to a YAML, CSV or JSON Lines file',
};
const NO_SCENARIOS = {
  why: 'scenarios are not read',
  mend: 'write their tests out under tests:',
};

function isReadable(source: string): boolean {
  return (
    /\.(?:csv|ya?ml|jsonl?|ndjson)$/.test(source) &&
    !/^https?:/.test(source) &&
    !source.includes('*')
  );
}

async function testsInFile(file: string): Promise<readonly Placed[]> {
  const records = await recordsIn(file);
  return extname(file) === '.csv' ? records.map(testOfRow) : records;
}

/** The same test with the texts of the files that its variables name. */
async function withFiles(test: unknown, folder: string): Promise<unknown> {
  const { vars } = Object(test);
  if (typeof vars !== 'object' || vars === null) return test;
  const read = await Promise.all(
    Object.entries(vars).map(async ([name, value]: [string, unknown]) => {
      const path = typeof value === 'string' ? pathIn(value) : null;
      if (path === null) return [name, value];
      refuseProgram(path);
      return [name, await readTextFile(resolve(folder, path), 'SUITE_INVALID')];
    }),
  );
  return { ...Object(test), vars: Object.fromEntries(read) };
}

async function valueOrFile(value: unknown, folder: string): Promise<unknown> {
  const path = typeof value === 'string' ? pathIn(value) : null;
  if (path === null) return value;
  refuseProgram(path);
  return (await readDocument(resolve(folder, path), 'SUITE_INVALID')).value;
}

function pathIn(text: string): string | null {
  return text.startsWith('file://') ? text.slice('file://'.length) : null;
}

function refuseProgram(path: string): void {
  if (!/\.(?:[cm]?[jt]s|py|rb|sh)(?::\w+)?$/.test(path)) return;
  throw new CliError(
    EXIT.badInput,
    `Cannot import ${path}: it is a program, and an import runs none; write its result into the config`,
  );
}
