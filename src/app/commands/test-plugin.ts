import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { exportsOf } from '../../../activities/plugins/call-plugin';
import { type PluginFile, pluginFile } from '../../../activities/plugins/plugin-file';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import { createOutput } from '../output/output';
import type { Contract } from '../plugins/contract';
import { contracts, PLUGIN_KINDS, type PluginKind } from '../plugins/contracts';
import { modelOfPlugin } from '../plugins/model-of-plugin';
import { contractFor, testPlugin } from '../plugins/test-plugin';

interface TestPluginArguments {
  readonly kind?: PluginKind;
  readonly models?: string;
  readonly json?: boolean;
}

export function testPluginCommand(program: Command): void {
  program
    .command('test-plugin')
    .description('hold a plug-in of yours to the contract of its kind')
    .argument('<path>', 'a TypeScript or JavaScript file')
    .addOption(
      new Option('--kind <kind>', 'what it is; found out by what it exports').choices(PLUGIN_KINDS),
    )
    .option('--models <file>', 'for a provider: ask the models of this file that it speaks to')
    .option('--json', 'one object on standard output: each check')
    .addHelpText(
      'after',
      `
It is called as Ratchet would call it, each call twice: does it throw, hang, answer nonsense, or not the same twice?
Exit code 1 where a check fails.

A store is tried out under keys of its own, which are removed again.

Examples:
  $ ratchet test-plugin my-scorer.ts
  $ ratchet test-plugin my-provider.ts --models models.yaml`,
    )
    .action(testPluginAs);
}

async function testPluginAs(path: string, asked: TestPluginArguments): Promise<void> {
  const { line, json: tell, paint } = createOutput({ json: asked.json });
  const plugin = await pluginFile(asMeant(path), 'PLUGIN_FAILED');
  const contract = await contractOf(plugin, asked);
  const checks = await testPlugin(plugin, contract);
  const wrong = checks.filter(({ ok }) => !ok).length;
  const { kind } = contract;
  tell({ schemaVersion: 1, file: path, kind, sha256: plugin.sha256, ok: wrong === 0, checks });
  line(`${basename(path)}: ${kind}, sha256 ${plugin.sha256.slice(0, 12)}`);
  for (const { name, ok, why, mend } of checks) {
    line(`${ok ? paint.green('✓') : paint.red('✗')} ${name}`);
    if (why !== undefined) line(`    ${why}`);
    if (mend !== undefined) line(`    Mend: ${mend}`);
  }
  if (wrong === 0) return;
  throw new CliError(EXIT.failed, `${wrong} of ${checks.length} checks failed: ${path}`);
}

async function contractOf(
  plugin: PluginFile,
  { kind, models }: TestPluginArguments,
): Promise<Contract> {
  const model = models === undefined ? undefined : await modelOfPlugin(plugin, asMeant(models));
  const known = contracts(model);
  const named = known.find((contract) => contract.kind === kind);
  if (named) return named;
  const exported = await exportsOf(plugin);
  const found = contractFor(exported, known);
  if (found) return found;
  const functions = known.map(
    (contract) => `${contract.exported.join(' and ')} (${contract.kind})`,
  );
  throw new CliError(
    EXIT.badInput,
    `Cannot tell what ${plugin.file} is: expected a file that exports ${functions.join(', ')}, found ${exported.length > 0 ? exported.join(', ') : 'no function'}; say it with --kind`,
  );
}
