import { existsSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { issuesError } from '../../../activities/input/describe-issues-in';
import { readDocument } from '../../../activities/input/read-document';
import { pluginFile } from '../../../activities/plugins/plugin-file';
import { type ErrorCode, RatchetError } from '../../errors';
import type { InputIssue } from '../../input-issue';
import { contracts } from './contracts';
import { NAMED_PLUGINS, type NamedPlugin, suitesNamed } from './named-plugins';
import { wrongAtItsStart } from './test-plugin';

const CODES = {
  study: 'STUDY_INVALID',
  suite: 'SUITE_INVALID',
  models: 'MODELS_INVALID',
} as const satisfies Readonly<Record<keyof typeof NAMED_PLUGINS, ErrorCode>>;

/**
 * Loads every plug-in that a file of input names, as a worker would: is it there, does it load, does it export what
 * its kind must? Those of a study's suites too. Whether they answer well, `ratchet test-plugin` tells.
 *
 * @throws {RatchetError} naming file, line, column and field of each that cannot be used
 */
export async function refuseBadPlugins(
  file: string,
  kind: keyof typeof NAMED_PLUGINS,
): Promise<void> {
  const document = await readDocument(file, CODES[kind]);
  const named = NAMED_PLUGINS[kind](document.value).filter(
    // As with suites, an absolute path of a study may be there for the workers alone.
    (plugin) => kind !== 'study' || !isAbsolute(plugin.file) || existsSync(plugin.file),
  );
  const issues: InputIssue[] = [];
  for (const plugin of named.filter(isFirst)) {
    const message = await whyUnusable(plugin, dirname(file));
    if (message !== null) issues.push({ path: plugin.path, message });
  }
  if (issues.length > 0) throw issuesError(document, issues, CODES[kind]);
  if (kind !== 'study') return;
  for (const suite of suitesNamed(document.value)) {
    const found = resolve(dirname(file), suite);
    if (existsSync(found)) await refuseBadPlugins(found, 'suite');
  }
}

/** A scorer may be named by every item of a suite: it is told of once. */
function isFirst({ kind, file }: NamedPlugin, index: number, all: readonly NamedPlugin[]): boolean {
  return all.findIndex((other) => other.kind === kind && other.file === file) === index;
}

async function whyUnusable({ kind, file }: NamedPlugin, folder: string): Promise<string | null> {
  const contract = contracts().find((known) => known.kind === kind);
  if (!contract) throw new RangeError(`No contract for ${kind}`);
  try {
    const plugin = await pluginFile(resolve(folder, file), 'PLUGIN_FAILED');
    const wrong = await wrongAtItsStart(plugin, contract);
    return wrong && inOneLine(`${wrong.why}; ${wrong.mend}`);
  } catch (error) {
    if (!(error instanceof RatchetError)) throw error;
    return inOneLine(error.message);
  }
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
