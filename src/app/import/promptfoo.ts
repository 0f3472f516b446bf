import { dirname, resolve } from 'node:path';
import { readDocument } from '../../../activities/input/read-document';
import { RatchetError } from '../../errors';
import type { SchemaReader } from '../../suites/check-tools';
import { type Imported, oneOf, together } from '../../suites/import/imported';
import { entriesOfPromptfoo, type PromptfooCase } from '../../suites/import/promptfoo-entry';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import type { Format } from './format';
import { isProgram, valueOrFile } from './promptfoo-files';
import { changesOf, toolsBesideAnswers } from './promptfoo-notes';
import { chosenPrompt } from './promptfoo-prompts';
import { type FilledTest, withFiles } from './promptfoo-test-files';
import { type FoundTest, testsOf } from './promptfoo-tests';
import { toolsOfConfig } from './promptfoo-tools';
import { toolsIn } from './tools-file';

/** A promptfoo config with its tests. */
export const promptfoo: Format = {
  about: 'a promptfoo config: prompts, tests with vars and assertions, files that it names',
  takes: ['tools', 'prompt'],
  read: async (file, options, reader) => {
    if (isProgram(file))
      throw cannot(file, `it is a program, and an import runs none; write it as YAML`);
    const document = await readDocument(resolve(file), 'SUITE_INVALID', { merge: true });
    const config: Record<string, unknown> = Object(document.value);
    const base = dirname(document.file);
    const tools = options.tools
      ? { tools: await toolsIn(asMeant(options.tools)), left: [] }
      : await toolsOfConfig(document);
    const { prompt, others } = await chosenPrompt(document, options.prompt);
    const defaults = await defaultTestOf(config, base);
    const defaultsAt = `${document.file}:${document.where(['defaultTest']).line}`;
    const { tests, left } = await testsOf(document);
    const around = { prompt, tools: tools.tools, env: Object(config['env']) };
    const parts = await Promise.all(
      tests.map((test, index) =>
        imported(
          { ...around, number: index + 1 },
          { test, defaults, defaultsAt, base, config },
          reader,
        ),
      ),
    );
    const carried = together(parts);
    return {
      ...carried,
      notCarried: [
        ...tools.left,
        ...others,
        ...left,
        ...changesOf(document),
        ...carried.notCarried,
        ...toolsBesideAnswers(document, carried),
      ],
    };
  },
};

/** What is added to every test. */
async function defaultTestOf(config: Record<string, unknown>, base: string): Promise<FilledTest> {
  try {
    const defaults = await valueOrFile(config['defaultTest'] ?? {}, base);
    const filled = await withFiles(defaults, { base, folder: base, config });
    return 'test' in filled ? filled : { why: `defaultTest: ${filled.why}` };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof RatchetError)) throw error;
    return { why: `defaultTest: ${error.message}` };
  }
}

interface Source {
  readonly test: FoundTest;
  readonly defaults: FilledTest;
  readonly defaultsAt: string;
  readonly base: string;
  readonly config: unknown;
}

async function imported(
  around: Omit<PromptfooCase, 'at' | 'test' | 'defaults'>,
  { test: { at, value, folder }, defaults, defaultsAt, base, config }: Source,
  reader: SchemaReader,
): Promise<Imported> {
  const filled = await withFiles(value, { base, folder, config });
  if ('test' in filled && 'test' in defaults) {
    const given = {
      ...around,
      at,
      test: filled.test,
      defaults: { at: defaultsAt, value: defaults.test },
    };
    return entriesOfPromptfoo(given, reader);
  }
  const [why = ''] = [filled, defaults].flatMap((each) => ('why' in each ? [each.why] : []));
  const notCarried = { at, what: `test ${around.number}`, why, mend: 'write it into the test' };
  return oneOf({ ok: false, notCarried });
}

function cannot(file: string, why: string): CliError {
  return new CliError(EXIT.badInput, `Cannot import ${file}: ${why}`);
}
