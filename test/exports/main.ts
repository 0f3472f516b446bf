import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { studyFolder } from '../../activities/store/store-paths';
import { checkPromptfoo } from './check-promptfoo';
import { makeStore, SECRET, STUDY } from './make-store';

const ROOT = join(__dirname, '../..');
const USAGE = `Usage: npm run test:exports

Runs a study that comes to every letter, exports its runs for each target, and has the real tools read them: Inspect,
pandas, PyArrow, DuckDB and OpenTelemetry's protocol (Python 3.10 or newer, from PyPI), promptfoo (from npm, with a
Node.js of its own). Takes some minutes the first time: the tools go into a folder that is used again.

  RATCHET_EXPORT_TOOLS  that folder (default: ratchet-export-tools in the folder for temporary files)`;

const PYTHON = ['inspect_ai', 'pandas', 'pyarrow', 'duckdb', 'opentelemetry-proto', 'protobuf'];
const FILES = { csv: 'runs.csv', parquet: 'runs.parquet', otel: 'runs.jsonl' };

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const tools = process.env['RATCHET_EXPORT_TOOLS'] ?? join(tmpdir(), 'ratchet-export-tools');
  const python = installPython(join(tools, 'python'));
  installPromptfoo(join(tools, 'promptfoo'));
  const work = mkdtempSync(join(tmpdir(), 'ratchet-exports-'));
  const data = join(work, 'data');
  const exports = join(work, 'exports');
  mkdirSync(data);
  mkdirSync(exports);
  await makeStore(data);
  for (const [to, file] of Object.entries({
    ...FILES,
    inspect: 'inspect',
    promptfoo: 'promptfoo',
  })) {
    ratchetExport(data, to, join(exports, file));
  }
  refuseSecret(exports);
  const folder = studyFolder(data, STUDY);
  run(python, [join(ROOT, 'scripts/check-exports.py'), folder, exports]);
  checkPromptfoo(join(tools, 'promptfoo'), join(exports, 'promptfoo'), join(work, 'promptfoo'));
  rmSync(work, { recursive: true });
}

function run(program: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  execFileSync(program, words, { stdio: 'inherit', env: { ...process.env, ...env } });
}

/** The Python of an environment with the tools in it. */
function installPython(folder: string): string {
  const python = join(folder, 'bin/python');
  if (!existsSync(python)) run('python3', ['-m', 'venv', folder]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PYTHON]);
  return python;
}

function installPromptfoo(folder: string): void {
  if (existsSync(join(folder, 'node_modules/.bin/promptfoo'))) return;
  mkdirSync(folder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
  run('npm', ['install', ...quiet, '--ignore-scripts', 'promptfoo', 'node@22']);
  // These two get their program for this machine by a script.
  run('npm', ['rebuild', ...quiet, 'node', 'better-sqlite3']);
}

function ratchetExport(data: string, to: string, output: string): void {
  const words = ['export', 'runs', STUDY, '--to', to, '--output', output];
  run(join(ROOT, 'bin/ratchet'), words, { RATCHET_DATA: data, RATCHET_STORE: 'folder' });
}

function refuseSecret(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const text = readFileSync(join(name.parentPath, name.name), 'latin1');
    if (text.includes(SECRET)) throw new Error(`${name.name} holds the key of the endpoint`);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
