import { writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { stringify } from 'yaml';
import { loadSuite } from '../../../activities/suites/load-suite';
import { createSchemaReader } from '../../../activities/suites/schema-reader';
import type { Entry, NotCarried } from '../../suites/import/entry';
import { itemIdOf } from '../../suites/import/names';
import { packEntries, TOOLS_PER_SUITE } from '../../suites/import/pack-entries';
import { withoutTwins } from '../../suites/import/without-twins';
import { SUITE_LIMITS } from '../../suites/parse-suite-file';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import type { FormatOptions } from '../import/format';
import { formatNamed, FORMATS } from '../import/formats';
import { createOutput, type Output } from '../output/output';
import { wholeNumber } from '../whole-number';

interface ImportSuiteArguments {
  readonly answers?: string;
  readonly callDue: boolean;
  readonly tools?: string;
  readonly prompt: number;
  readonly targets: FormatOptions['targets'];
  readonly fields?: string;
  readonly out: string;
  readonly heldOut?: number;
  readonly toolsPerSuite: number;
  readonly strict?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Formats:
${Object.entries(FORMATS)
  .map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`)
  .join('\n')}

An item is offered every tool of its suite. Read the result before you trust it.

Examples:
  $ ratchet import suite promptfoo promptfooconfig.yaml --out mine.yaml
  $ ratchet import suite mcp 'npx -y some-mcp-server' --out tools.yaml
  $ ratchet import suite bfcl simple.json --answers answers.json --held-out 3 --out simple.yaml`;

/** `import suite`. */
export function importSuiteCommand(group: Command): void {
  group
    .command('suite')
    .description('make suites of the test cases of another tool; says what it cannot carry')
    .argument('<format>', Object.keys(FORMATS).join(', '))
    .argument('<file>', 'its test cases; mcp: an address, or a command that starts the server')
    .requiredOption('--out <file>', 'the suite to write, .yaml or .json; further ones get -2, -3')
    .option('--answers <file>', 'bfcl: the possible answers to the questions')
    .addOption(
      new Option(
        '--no-call-due',
        'bfcl: no question wants a call, every item is a restraint item',
      ).conflicts('answers'),
    )
    .option('--tools <file>', 'the tools that are offered, where the test cases name none')
    .option('--prompt <n>', 'promptfoo: which of its prompts', wholeNumber(1, 1_000), 1)
    .addOption(
      new Option('--targets <how>', 'inspect: how an answer is compared with its target')
        .choices(['contains', 'equals'])
        .default('contains'),
    )
    .option(
      '--fields <pairs>',
      'inspect: its fields, where they have other names: input=question,target=answer',
    )
    .option('--held-out <n>', 'hold out every n-th item', wholeNumber(2, 1_000))
    .option(
      '--tools-per-suite <n>',
      'most tools that an item is offered; more make further suites',
      wholeNumber(1, SUITE_LIMITS.tools),
      TOOLS_PER_SUITE,
    )
    .option('--strict', 'exit with 4, and write nothing, when anything cannot be carried over')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText('after', EXAMPLES)
    .action(importSuite);
}

async function importSuite(
  format: string,
  file: string,
  options: ImportSuiteArguments,
): Promise<void> {
  const { strict, json } = options;
  const output = createOutput({ json });
  const chosen = formatNamed(format, options);
  const from = chosen.isFile === false ? file : asMeant(file);
  const found = withoutTwins(await chosen.read(from, options, createSchemaReader()));
  const { entries, notCarried: left } = found;
  tell(left, output, json);
  const told = `${entries.length} of ${found.found} entries`;
  if (entries.length === 0 || (strict && left.length > 0)) {
    throw new CliError(EXIT.badInput, `Nothing was written: ${told} can be carried over`);
  }
  await writeSuites(entries, options, output);
  output.json({
    event: 'ended',
    found: found.found,
    carried: entries.length,
    notCarried: left.length,
  });
  output.line(`${told} carried over`);
}

/** Each line once, with how often it holds: what every test of a file has in common would be said as often. */
function tell(left: readonly NotCarried[], output: Output, json: boolean | undefined): void {
  const told = new Map<string, { readonly each: NotCarried; times: number }>();
  for (const each of left) {
    const line = `${each.at}: ${each.what}: ${each.why}; ${each.mend}`;
    const known = told.get(line);
    if (known) known.times += 1;
    else told.set(line, { each, times: 1 });
  }
  for (const [line, { each, times }] of told) {
    output.json({ event: 'not-carried', ...each, ...(times > 1 && { times }) });
    if (!json) output.note(times > 1 ? `${line} (${times} times)` : line);
  }
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
  { out, heldOut, toolsPerSuite }: ImportSuiteArguments,
  output: Output,
): Promise<void> {
  const path = asMeant(out);
  const packing = {
    name: itemIdOf(basename(path, extname(path))),
    heldOutEvery: heldOut ?? null,
    mostTools: toolsPerSuite,
  };
  for (const [index, suite] of packEntries(entries, packing).entries()) {
    const target = index === 0 ? path : numbered(path, index + 1);
    const text =
      extname(path) === '.json'
        ? JSON.stringify(suite, null, 1)
        : stringify(suite, { lineWidth: 0, aliasDuplicateObjects: false });
    await writeNew(target, `${text.trimEnd()}\n`);
    await loadSuite(resolve(target));
    const all = [...suite.items, ...suite.heldOut];
    const held = [...suite.items.filter((item) => item.heldOut === true), ...suite.heldOut];
    const { tools } = suite;
    const items = all.filter((item) => !held.includes(item));
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
