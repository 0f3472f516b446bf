import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { canonicalJson } from '../../src/canonical-json';
import { RatchetError } from '../../src/errors';
import { didYouMean } from '../../src/nearest-word';
import { maskOf } from '../../src/suites/mask';
import { parseSuite } from '../../src/suites/parse-suite';
import type { Suite } from '../../src/suites/suite';
import { issuesError } from '../input/describe-issues-in';
import { parseDocumentText } from '../input/parse-document-text';
import { readTextFile } from '../input/read-text-file';
import { BUILT_IN_SUITES, builtInSuiteFile } from './built-in-suites';
import { createSchemaReader } from './schema-reader';
import { withoutFolders, withScorers } from './suite-scorers';

/** A suite, ready to run, and what a cycle records of it. */
export interface LoadedSuite {
  readonly suite: Suite;
  /** Of the canonical JSON of what was read: comments, layout and short forms do not change it. */
  readonly sha256: string;
  /** One character per item, see `maskOf`. */
  readonly mask: string;
}

/**
 * Loads a suite by the name of a built-in one or by the path of a YAML or JSON file.
 * A file of a built-in suite's name is reached as `./atomic`.
 *
 * @throws {RatchetError} `SUITE_INVALID`, naming file, line, column and field
 */
export async function loadSuite(nameOrFile: string): Promise<LoadedSuite> {
  const file = fileOf(nameOrFile);
  const text = await readTextFile(file, 'SUITE_INVALID');
  const known = suites.get(file);
  if (known?.text === text) return known.loaded;
  const read = suiteIn(text, file);
  const suite = await withScorers(read, file);
  const loaded = { suite, sha256: sha256Of(suite), mask: maskOf(suite) };
  // A scorer's file may change while the suite's does not.
  if (suite === read) keep(file, { text, loaded });
  return loaded;
}

/**
 * What files held when they were last read. A run reads its suite's file anew and compares; checking it again, by
 * compiling every schema, would take longer than many a model call.
 */
const suites = new Map<string, { readonly text: string; readonly loaded: LoadedSuite }>();
const MOST_KEPT = 32;

function keep(file: string, read: { readonly text: string; readonly loaded: LoadedSuite }): void {
  const [oldest] = suites.keys();
  if (suites.size >= MOST_KEPT && oldest !== undefined) suites.delete(oldest);
  suites.set(file, read);
}

function suiteIn(text: string, file: string): Suite {
  const document = parseDocumentText(text, { file, code: 'SUITE_INVALID' });
  const parsed = parseSuite(document.value, createSchemaReader());
  if (!parsed.ok) throw issuesError(document, parsed.issues, 'SUITE_INVALID');

  return parsed.value;
}

/** Scorers stand in it by their name in the suite and their hash, never by where they are on this machine. */
function sha256Of(suite: Suite): string {
  return createHash('sha256').update(canonicalJson(withoutFolders(suite))).digest('hex');
}

function fileOf(nameOrFile: string): string {
  const builtIn = builtInSuiteFile(nameOrFile);
  if (builtIn !== null) return builtIn;
  if (!isBareName(nameOrFile) || existsSync(nameOrFile)) return nameOrFile;
  throw new RatchetError(
    'SUITE_INVALID',
    `Cannot find the suite "${nameOrFile}"${didYouMean(nameOrFile, BUILT_IN_SUITES)}\n` +
      `Built-in suites: ${BUILT_IN_SUITES.join(', ')}\n` +
      'For a suite of your own give the path of its file, such as ./my-suite.yaml',
  );
}

function isBareName(nameOrFile: string): boolean {
  return !/[/\\]|\.(ya?ml|json)$/i.test(nameOrFile);
}
