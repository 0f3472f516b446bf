import { dirname, extname } from 'node:path';
import { readDocument } from '../../../activities/input/read-document';
import { readTextFile } from '../../../activities/input/read-text-file';
import type { SourceDocument } from '../../../activities/input/source-document';
import { RatchetError } from '../../errors';
import type { NotCarried } from '../../suites/import/entry';
import type { PromptfooPrompt } from '../../suites/import/promptfoo-entry';
import { CliError, EXIT } from '../cli-error';
import { filesMatching, isProgram, pathIn, refuseProgram, valueOrFile } from './promptfoo-files';
import { csvRecords } from './records';

/** A prompt of a config, or why it cannot be read. */
type Found = (PromptfooPrompt | { readonly why: string }) & { readonly at: string };

export interface ChosenPrompt {
  readonly prompt: PromptfooPrompt;
  /** A line for each of the others. */
  readonly others: readonly NotCarried[];
}

/**
 * One of the prompts: for a study several prompts are a factor, not more items.
 *
 * @throws {CliError} where there is none of that number, or it is one that an import cannot read
 */
export async function chosenPrompt(
  document: SourceDocument,
  number: number,
): Promise<ChosenPrompt> {
  const given: unknown = Object(document.value).prompts;
  // Without any, promptfoo asks the variable of this name.
  const prompts = given === undefined ? ['{{prompt}}'] : listOf(given);
  const found = (
    await Promise.all(
      prompts.map((prompt, index) => {
        const path = Array.isArray(given) ? ['prompts', index] : ['prompts'];
        return foundPrompts(
          prompt,
          dirname(document.file),
          `${document.file}:${document.where(path).line}`,
        );
      }),
    )
  ).flat();
  const chosen = found[number - 1];
  if (!chosen) {
    const at = `${document.file}:${document.where(['prompts']).line}`;
    throw new CliError(
      EXIT.badInput,
      `Cannot read ${at}: expected a prompt ${number}, found ${found.length} prompts`,
    );
  }
  if ('why' in chosen) {
    const others = found.flatMap((each, index) => ('why' in each ? [] : [index + 1]));
    const mend =
      others.length > 0
        ? `name another one with --prompt: ${others.join(', ')}`
        : 'write it as a text';
    throw new CliError(
      EXIT.badInput,
      `Cannot import ${chosen.at}: prompt ${number}: ${chosen.why}; ${mend}`,
    );
  }
  return {
    prompt: chosen,
    others: found.flatMap((each, index) => (each === chosen ? [] : [tellOther(each, index + 1)])),
  };
}

/** Older configs have an object, with a label for each file. */
function listOf(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  if (typeof given !== 'object' || given === null) return [given];
  return Object.entries(given).map(([id, label]) => ({ id, label }));
}

function tellOther(prompt: Found, number: number): NotCarried {
  const mend = `name it under prompts: in the study file, or import again with --prompt ${number}`;
  const what = `prompt ${number}`;
  return 'why' in prompt
    ? { at: prompt.at, what, why: prompt.why, mend: 'write it as a text' }
    : {
        at: prompt.at,
        what,
        why: 'an item asks one prompt; what other wording does is for a study to find out',
        mend,
      };
}

async function foundPrompts(
  prompt: unknown,
  folder: string,
  at: string,
): Promise<readonly Found[]> {
  const { raw, id, label } = Object(prompt);
  const text = [prompt, raw, id].find((each) => typeof each === 'string');
  const names = [label, id, text].filter((each) => typeof each === 'string');
  try {
    const texts = await textsOf(prompt, text, folder);
    return texts.map((each) => ({ text: each, names: [...names, each], at }));
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof RatchetError)) throw error;
    return [{ at, why: error.message }];
  }
}

/** @throws {RangeError | RatchetError} for what an import cannot read */
async function textsOf(prompt: unknown, text: unknown, folder: string): Promise<readonly string[]> {
  const { messages } = Object(prompt);
  if (Array.isArray(messages)) return [JSON.stringify(await withContents(messages, folder))];
  if (typeof text !== 'string') return [JSON.stringify(prompt)];
  const path = pathOf(text);
  if (path === null) return [text];
  refuseProgram(path);
  const files = filesMatching(path, folder).filter((file) => !isProgram(file));
  if (files.length === 0) throw new RangeError(`there is no file ${path}`);
  return (await Promise.all(files.map(textsInFile))).flat();
}

/** A text may be a path without saying so. */
function pathOf(text: string): string | null {
  const path = pathIn(text);
  if (path !== null) return path;
  const isPath = /^[\w./*-]+\.(?:txt|md|j2|json|jsonl|csv|ya?ml|[cm]?[jt]s|py)(?::[\w.]+)?$/.test(
    text,
  );
  if (isPath) return text;
  if (/^(?:langfuse|portkey|helicone|exec):/.test(text))
    throw new RangeError(`${text} is kept elsewhere, or is a program`);
  return null;
}

/** A text file holds several prompts where a line of three hyphens parts them; so do the lines of JSON Lines and CSV. */
async function textsInFile(file: string): Promise<readonly string[]> {
  if (/\.ya?ml$/.test(file)) {
    return [JSON.stringify((await readDocument(file, 'SUITE_INVALID', { merge: true })).value)];
  }
  const text = await readTextFile(file, 'SUITE_INVALID');
  const extension = extname(file);
  if (extension === '.txt')
    return text
      .split(/^\s*---\s*$/m)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (extension === '.jsonl') return text.split(/\r?\n/).filter((line) => line !== '');
  return extension === '.csv' ? promptsOfCsv(text, file) : [text];
}

/** A column called `prompt`; without commas, each line is one. */
function promptsOfCsv(text: string, file: string): readonly string[] {
  if (!text.includes(',')) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    return lines[0]?.trim().toLowerCase() === 'prompt' ? lines.slice(1) : lines;
  }
  const prompts = csvRecords(text, file, { relaxed: true }).map(
    ({ value }) => Object(value).prompt,
  );
  return prompts.filter((each) => typeof each === 'string' && each !== '');
}

async function withContents(
  messages: readonly unknown[],
  folder: string,
): Promise<readonly unknown[]> {
  return Promise.all(
    messages.map(async (message) => ({
      ...Object(message),
      content: await valueOrFile(Object(message).content, folder),
    })),
  );
}
