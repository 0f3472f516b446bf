import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { comparePromptfoo } from './compare-promptfoo';
import { foundSources, type Source } from './found-sources';
import { importSource, type Result } from './import-source';

const USAGE = `Usage: npm run test:imports -- FOLDER...

Imports all that it finds in the folders which an importer of ratchet reads, and has ratchet validate every suite that
is written: promptfoo configs, data files of Inspect and of the Berkeley function calling leaderboard, CSV, JSON Lines,
and MCP servers that are installed in node_modules. Prints a line for each. Fails on a crash and on a suite that
validate refuses; a file that is refused with a reason is no failure. Where promptfoo is installed in a folder, it judges
the same answers as the items do.

Packages to try it on, in folders outside of this one:
  npm install --ignore-scripts promptfoo @modelcontextprotocol/server-everything @modelcontextprotocol/server-memory
  pip download --no-deps inspect-ai inspect-evals bfcl-eval, each wheel unpacked`;

async function main(): Promise<void> {
  const folders = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  if (folders.length === 0 || process.argv.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const work = mkdtempSync(join(tmpdir(), 'ratchet-imports-'));
  const results: Result[] = [];
  for (const source of folders.flatMap((folder) => foundSources(resolve(folder)))) {
    const result = importSource(source, work);
    results.push(result);
    console.log(lineOf(source, result));
  }
  rmSync(work, { recursive: true });
  const formats = [...new Set(results.map(({ format }) => format))];
  for (const format of formats) console.log(sumOf(format, results));
  const verdicts = folders.filter(hasPromptfoo).map((folder) => comparePromptfoo(resolve(folder)));
  const differing = (await Promise.all(verdicts)).flat();
  const failed = results.filter(({ failure }) => failure !== null);
  for (const { failure } of failed) console.error(failure);
  for (const difference of differing) console.error(difference);
  process.exitCode = failed.length + differing.length > 0 ? 1 : 0;
}

function hasPromptfoo(folder: string): boolean {
  return existsSync(join(folder, 'node_modules/promptfoo/package.json'));
}

function lineOf({ format, name }: Source, { items, losses, refusal, failure }: Result): string {
  if (failure !== null) return `${format} ${name}: FAILED`;
  const what = refusal === null ? `${items} items` : `refused: ${refusal.slice(0, 200)}`;
  return `${format} ${name}: ${what}, ${losses} losses told`;
}

function sumOf(format: string, results: readonly Result[]): string {
  const own = results.filter((each) => each.format === format);
  const total = (of: (result: Result) => number): number =>
    own.reduce((sum, each) => sum + of(each), 0);
  const written = own.filter(({ items }) => items > 0).length;
  return `${format}: ${own.length} tried, ${written} carried over at least in part, ${total(({ items }) => items)} items of ${total(({ found }) => found)} test cases, ${total(({ losses }) => losses)} losses told, ${own.filter(({ failure }) => failure !== null).length} failed`;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
