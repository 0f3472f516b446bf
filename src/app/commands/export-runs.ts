import { type Command, InvalidArgumentError, Option } from 'commander';
import { pluginFile } from '../../../activities/plugins/plugin-file';
import { didYouMean } from '../../nearest-word';
import { asMeant } from '../as-meant';
import { configuration } from '../configuration';
import { type ExportedRuns, exportRuns } from '../export/runs/export-runs';
import { RUN_TARGETS, type RunTarget } from '../export/runs/run-targets';
import { counted } from '../output/audit-lines';
import { createOutput } from '../output/output';
import { withStore } from '../store/open-store';
import { wholeNumber } from '../whole-number';

interface ExportRunsArguments {
  readonly to: RunTarget | { readonly path: string };
  readonly output: string;
  readonly cycle?: number;
  readonly spec?: string;
  readonly json?: boolean;
}

export function exportRunsCommand(group: Command): void {
  group
    .command('runs')
    .description(
      'write what was measured, item by item, for Inspect, promptfoo, tables or telemetry',
    )
    .argument('<study>', 'its name')
    .addOption(
      new Option('--to <target>', 'who is to read it, or the path of an exporter of yours')
        .choices(RUN_TARGETS)
        .argParser(targetOf)
        .makeOptionMandatory(),
    )
    .requiredOption(
      '--output <path>',
      'csv, parquet, otel, an exporter of yours: this file; inspect, promptfoo: this folder, a new or an empty one',
    )
    .option('--cycle <number>', 'runs of this cycle only', wholeNumber(1, 1_000_000))
    .option('--spec <id>', 'runs of this spec only, such as lfm/atomic/native_api/t60/r1/i0/w0/T0')
    .option('--json', 'one object on standard output: what was written')
    .addHelpText(
      'after',
      `
Reads the archived histories and the transcripts of RATCHET_DATA or RATCHET_STORE: the cycle that is open is not in them.
It holds the prompts and the answers; docs/exports.md says what each field means.

Examples:
  $ ratchet export runs my-study --to csv --output runs.csv
  $ ratchet export runs my-study --to ./junit.ts --output runs.xml
  $ ratchet export runs my-study --to inspect --output logs && inspect view --log-dir logs`,
    )
    .action(exportRunsAs);
}

async function exportRunsAs(study: string, asked: ExportRunsArguments): Promise<void> {
  const { to, cycle = null, spec = null, json } = asked;
  const output = asMeant(asked.output);
  const { line, json: tell, note } = createOutput({ json });
  const target = typeof to === 'string' ? to : await pluginFile(asMeant(to.path), 'PLUGIN_FAILED');
  const written = await withStore(configuration(), (stored) =>
    exportRuns(stored, { study, to: target, output, cycle, spec }),
  );
  tell({
    schemaVersion: 1,
    study,
    to: typeof to === 'string' ? to : to.path,
    output,
    cycle,
    spec,
    ...written,
  });
  line(
    `${asked.output}: ${counted(written.evaluations, 'evaluation')}, ${counted(written.runs, 'run')}, ${counted(written.items, 'item')}`,
  );
  for (const warning of warningsOn(written)) note(`warning: ${warning}`);
}

function targetOf(text: string): ExportRunsArguments['to'] {
  if (/[./]/.test(text)) return { path: text };
  const target = RUN_TARGETS.find((name) => name === text);
  if (target) return target;
  throw new InvalidArgumentError(
    `Expected ${RUN_TARGETS.join(', ')} or the path of a plug-in such as ./my-exporter.ts${didYouMean(text, RUN_TARGETS)}`,
  );
}

function warningsOn({ withoutTranscript, notArchived }: ExportedRuns): readonly string[] {
  const missing = `${counted(withoutTranscript, 'run')} without a transcript in this store: letters only, no names, questions and answers`;
  const open = `not archived yet, so not in it: ${notArchived.join(', ')}`;
  return [...(withoutTranscript > 0 ? [missing] : []), ...(notArchived.length > 0 ? [open] : [])];
}
