import { resolve } from 'node:path';
import { readTextFile } from '../../../activities/input/read-text-file';
import { RatchetError } from '../../errors';
import { filesMatching, isProgram, pathIn, refuseProgram, valueInFile } from './promptfoo-files';

/** A test with what the files hold that it names, or why one of them cannot be read. */
export type FilledTest = { readonly test: unknown } | { readonly why: string };

/** Where a test's paths lead from, and what its assertions may refer to. */
export interface Around {
  /** Of the config: by it promptfoo reads the paths in variables and assertions. */
  readonly base: string;
  /** Of the file in which the test stands. */
  readonly folder: string;
  readonly config: unknown;
}

/** Reads the files that variables and assertions name, and what `$ref` leads to. */
export async function withFiles(test: unknown, around: Around): Promise<FilledTest> {
  if (typeof test !== 'object' || test === null) return { test };
  const { vars, assert } = Object(test);
  try {
    return {
      test: {
        ...test,
        ...(vars !== undefined && { vars: await filledVariables(vars, around) }),
        ...(Array.isArray(assert) && {
          assert: await Promise.all(assert.map((each) => filledAssertion(each, around))),
        }),
      },
    };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof RatchetError)) throw error;
    return { why: error.message };
  }
}

/** Variables may themselves be in files, the later before the earlier ones. */
async function filledVariables(vars: unknown, { base, folder }: Around): Promise<unknown> {
  const isFiles = typeof vars === 'string' || Array.isArray(vars);
  const given = isFiles
    ? Object.assign(
        {},
        ...(await Promise.all(
          [vars]
            .flat()
            .flatMap((each) => filesMatching(pathIn(each) ?? String(each), folder))
            .map(valueInFile),
        )),
      )
    : vars;
  const filled = await Promise.all(
    Object.entries(Object(given)).map(
      async ([name, value]) => [name, await filledVariable(value, base)] as const,
    ),
  );
  return Object.fromEntries(filled);
}

async function filledVariable(value: unknown, base: string): Promise<unknown> {
  if (Array.isArray(value)) {
    const texts = await Promise.all(value.map((each) => filledVariable(each, base)));
    return texts.flat();
  }
  if (Object.hasOwn(Object(value), '__js'))
    throw new RangeError('a variable is made by a program, and an import runs none');
  const path = pathIn(value);
  if (path === null) return value;
  refuseProgram(path);
  const files = filesMatching(path, base);
  if (files.length === 0) throw new RangeError(`there is no file ${path}`);
  const texts = await Promise.all(files.map(textOfFile));
  return path.includes('*') ? texts : texts[0];
}

/** YAML comes as JSON, as promptfoo has it; JSON and all others as they are. */
async function textOfFile(file: string): Promise<string> {
  if (/\.(?:png|jpe?g|gif|webp|pdf|svg|bmp|mp3|wav|mp4|xlsx?)$/i.test(file)) {
    throw new RangeError(`${file} is no text`);
  }
  const text = (await readTextFile(file, 'SUITE_INVALID')).trim();
  return /\.ya?ml$/.test(file) ? JSON.stringify(await valueInFile(file)) : text;
}

async function filledAssertion(given: unknown, around: Around): Promise<unknown> {
  const assertion = referred(given, around.config);
  const { value, assert } = Object(assertion);
  if (Array.isArray(assert)) {
    return {
      ...Object(assertion),
      assert: await Promise.all(assert.map((each) => filledAssertion(each, around))),
    };
  }
  const fill = async (each: unknown): Promise<unknown> => {
    const path = pathIn(each);
    return path === null || isProgram(path) ? each : valueInFile(resolve(around.base, path));
  };
  if (value === undefined) return assertion;
  return {
    ...Object(assertion),
    value: Array.isArray(value) ? await Promise.all(value.map(fill)) : await fill(value),
  };
}

/** `$ref: '#/assertionTemplates/name'` */
function referred(assertion: unknown, config: unknown): unknown {
  const { $ref: reference, ...others } = Object(assertion);
  if (typeof reference !== 'string') return assertion;
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, name) => Reflect.get(Object(value), name), config);
  if (!reference.startsWith('#/') || found === undefined) {
    throw new RangeError(`an assertion refers to ${reference}, which the config does not have`);
  }
  return { ...Object(found), ...others };
}
