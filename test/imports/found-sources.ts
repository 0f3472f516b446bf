import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';

/** Something that an importer is to read. */
export interface Source {
  readonly format: string;
  /** The file, or the command that starts a server. */
  readonly file: string;
  readonly name: string;
  readonly options: readonly string[];
}

/** What the importers read is at most 4 MiB. */
const MOST_BYTES = 4 * 1024 * 1024;

/** All that an importer could read in a folder, and below it. */
export function foundSources(folder: string): readonly Source[] {
  return filesBelow(folder).flatMap((file) =>
    sourcesOf(file).map((source) => ({ ...source, name: relative(folder, source.name) })),
  );
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === '.git' ? [] : filesBelow(path);
      return entry.isFile() && statSync(path).size <= MOST_BYTES ? [path] : [];
    });
}

function sourcesOf(file: string): readonly Source[] {
  const name = basename(file);
  const source = (format: string, options: readonly string[] = []): Source => ({
    format,
    file,
    name: file,
    options,
  });
  if (/^promptfooconfig.*\.(?:ya?ml|json|[cm]?[jt]s)$/.test(name)) return [source('promptfoo')];
  if (/^BFCL_v\d_.*\.json$/.test(name))
    return bfclOptions(file).map((options) => source('bfcl', options));
  if (name === 'package.json') return serverIn(file);
  if (['.csv', '.jsonl'].includes(extname(name)))
    return tables(file).map(([format, options]) => source(format, options));
  return extname(name) === '.json' && isListOfSamples(file) ? [source('inspect')] : [];
}

function bfclOptions(file: string): readonly (readonly string[])[] {
  const answers = join(dirname(file), 'possible_answer', basename(file));
  if (existsSync(answers)) return [['--answers', answers]];
  return file.includes('possible_answer') ? [] : [['--no-call-due']];
}

/** As a table of its own; and as a data set of Inspect, by the names of fields that say what they hold. */
function tables(file: string): readonly (readonly [format: string, options: readonly string[]])[] {
  const first = readFileSync(file, 'utf8').slice(0, 20_000).split('\n')[0] ?? '';
  const has = (name: string): boolean =>
    new RegExp(`(?:^|[",{\\s])${name}(?:$|[",\\s])`).test(first);
  const input = ['input', 'question', 'prompt', 'query'].find(has);
  const target = [
    'target',
    'answer',
    'answer_matching_behavior',
    '__expected',
    'failure_type',
  ].find(has);
  const pairs = [`input=${input ?? 'input'}`, ...(target ? [`target=${target}`] : [])];
  const format = extname(file).slice(1);
  return [
    ['inspect', ['--fields', pairs.join(',')]],
    [format, []],
  ];
}

function isListOfSamples(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  return /^\s*\[/.test(text) && /"input"\s*:/.test(text);
}

/** An MCP server in node_modules, by its name: what it may look at is its own folder. */
function serverIn(file: string): readonly Source[] {
  const { name, bin } = JSON.parse(readFileSync(file, 'utf8'));
  const isServer = /(?:^|\/)node_modules\/@modelcontextprotocol\/server-[^/]+\/package\.json$/.test(
    file,
  );
  if (!isServer || typeof bin !== 'object') return [];
  const folder = dirname(file);
  const program = join(folder, String(Object.values(bin)[0]));
  const command = `${process.execPath} ${program} ${name.endsWith('everything') ? 'stdio' : folder}`;
  return [{ format: 'mcp', file: command, name: folder, options: [] }];
}
