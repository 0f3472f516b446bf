import { dirname, join } from 'node:path';
import { findFile, nameOf, readYaml } from '../find-file';
import type { AnswerKey } from '../suites/answer-key';
import { readSuite } from '../suites/read-suite';
import { readDocument } from './place';
import { readTable } from './read-table';
import type { Table } from './table';

const SCENARIO = join(__dirname, '..');
const BUILT_IN_TABLES = [join(SCENARIO, 'tables')];
const BUILT_IN_SUITES = [join(SCENARIO, 'suites'), join(SCENARIO, '..', 'suites')];

export interface TableChoice {
  /** A built-in name, a file, or the document itself. */
  readonly table: unknown;
  /** In place of the table's own. */
  readonly seed?: number | undefined;
  /** Suites to know beside the table's own: built-in names or files. */
  readonly suites?: readonly string[] | undefined;
}

/**
 * The table of a name, a file or a document, with its suites.
 *
 * @throws {TableError} naming the file and every bad field in it
 */
export function loadTable({ table, seed, suites = [] }: TableChoice): Table {
  const { name, document, folder } = source(table);
  // Suites from outside are looked for from the working folder, the table's own from the table's.
  const others = suites.flatMap((suite) => loadSuite(suite, process.cwd()));
  const read = readDocument(`the table ${name}`, document, (root) =>
    readTable(root, { name, others, loadSuite: (suite) => loadSuite(suite, folder) }),
  );
  return { ...read, seed: seed ?? read.seed };
}

function source(table: unknown): { name: string; document: unknown; folder: string } {
  if (typeof table !== 'string') {
    return { name: 'inline', document: table, folder: process.cwd() };
  }
  const file = findFile('scenario', table, { folder: process.cwd(), builtIn: BUILT_IN_TABLES });
  return { name: nameOf(file), document: readYaml(file), folder: dirname(file) };
}

function loadSuite(nameOrFile: string, folder: string): AnswerKey {
  const file = findFile('suite', nameOrFile, { folder, builtIn: BUILT_IN_SUITES });
  return readDocument(`the suite ${file}`, readYaml(file), (root) => readSuite(root, nameOf(file)));
}
