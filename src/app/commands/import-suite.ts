import { writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { stringify } from 'yaml';
import { readTextFile } from '../../../activities/input/read-text-file';
import { loadSuite } from '../../../activities/suites/load-suite';
import { createSchemaReader } from '../../../activities/suites/schema-reader';
import { entryOfBfcl } from '../../suites/import/bfcl-entry';
import type { Entry } from '../../suites/import/entry';
import { jsonLines } from '../../suites/import/json-lines';
import { itemIdOf } from '../../suites/import/names';
import { packEntries } from '../../suites/import/pack-entries';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import { createOutput, type Output } from '../output/output';
import { wholeNumber } from '../whole-number';

interface ImportSuiteArguments {
  readonly answers?: string;
  readonly callDue: boolean;
  readonly out: string;
  readonly heldOut?: number;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** `import suite`. */
export function importSuiteCommand(group: Command): void {
  group
    .command('suite')
    .description('make suites of the test cases of another tool; says what it cannot carry')
    .argument('<format>', 'bfcl: JSON Lines of the Berkeley function calling leaderboard')
    .argument('<file>', 'its questions')
    .requiredOption('--out <file>', 'the suite to write, .yaml or .json; further ones get -2, -3')
    .option('--answers <file>', 'the possible answers to the questions')
    .addOption(
      new Option(
        '--no-call-due',
        'no question wants a call: every item is a restraint item',
      ).conflicts('answers'),
    )
    .option('--held-out <n>', 'hold out every n-th item', wholeNumber(2, 1_000))
    .option('--strict', 'exit with 4, and write nothing, when an entry cannot be carried over')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
An item is offered every tool of its suite; a BFCL question only its own. Read the result before you trust it.

Example:
  $ ratchet import suite bfcl simple.json --answers answers.json --held-out 3 --out simple.yaml`,
    )
    .action(importSuite);
}

async function importSuite(
  format: string,
  file: string,
  { answers, callDue, out, heldOut, strict, json }: ImportSuiteArguments,
): Promise<void> {
  refuseUnclear(format, answers, callDue);
  const output = createOutput({ json });
  const right = answers === undefined ? null : await answersById(asMeant(answers));
  const reader = createSchemaReader();
  const carried = (await linesOf(asMeant(file))).map(({ at, value }) =>
    entryOfBfcl({ at, question: value, answer: right && right.get(idOf(value)) }, reader),
  );
  const left = carried.flatMap((each) => (each.ok ? [] : [each.notCarried]));
  const entries = carried.flatMap((each) => (each.ok ? [each.entry] : []));
  for (const notCarried of left) {
    output.json({ event: 'not-carried', ...notCarried });
    if (!json)
      output.note(`${notCarried.at}: ${notCarried.what}: ${notCarried.why}; ${notCarried.mend}`);
  }
  const told = `${entries.length} of ${carried.length} entries`;
  if (entries.length === 0 || (strict && left.length > 0)) {
    throw new CliError(EXIT.badInput, `Nothing was written: ${told} can be carried over`);
  }
  await writeSuites(entries, { out, heldOut }, output);
  output.json({ event: 'ended', carried: entries.length, notCarried: left.length });
  output.line(`${told} carried over`);
}

async function linesOf(file: string): Promise<ReturnType<typeof jsonLines>> {
  return jsonLines(await readTextFile(file, 'SUITE_INVALID'), file);
}

async function answersById(file: string): Promise<ReadonlyMap<string, unknown>> {
  return new Map((await linesOf(file)).map(({ value }) => [idOf(value), value]));
}

function idOf(value: unknown): string {
  return String(Object(value).id);
}

function numbered(path: string, number: number): string {
  const extension = extname(path);
  return `${path.slice(0, path.length - extension.length)}-${number}${extension}`;
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (cause) {
    const { code, message } = Object(cause);
    const why = code === 'EEXIST' ? 'it is there already; name another file with --out' : message;
    throw new CliError(EXIT.badInput, `Cannot write ${file}: ${why}`, { cause });
  }
}

async function writeSuites(
  entries: readonly Entry[],
  { out, heldOut }: { readonly out: string; readonly heldOut: number | undefined },
  output: Output,
): Promise<void> {
  const path = asMeant(out);
  const packing = { name: itemIdOf(basename(path, extname(path))), heldOutEvery: heldOut ?? null };
  for (const [index, suite] of packEntries(entries, packing).entries()) {
    const target = index === 0 ? path : numbered(path, index + 1);
    const text =
      extname(path) === '.json'
        ? JSON.stringify(suite, null, 1)
        : stringify(suite, { lineWidth: 0, aliasDuplicateObjects: false });
    await writeNew(target, `${text.trimEnd()}\n`);
    await loadSuite(resolve(target));
    const { items, heldOut: held, tools } = suite;
    output.json({
      event: 'written',
      file: target,
      items: items.length,
      heldOut: held.length,
      tools: tools.length,
    });
    output.line(`${target}: ${items.length} items, ${held.length} held out, ${tools.length} tools`);
  }
}

function refuseUnclear(format: string, answers: string | undefined, callDue: boolean): void {
  if (format !== 'bfcl') {
    throw new CliError(EXIT.badInput, `Cannot import from '${format}': the formats are bfcl`);
  }
  if (answers === undefined && callDue) {
    throw new CliError(
      EXIT.badInput,
      'Cannot tell what is right: name the answer file with --answers, or say --no-call-due',
    );
  }
}
