import { join } from 'node:path';
import type { Command } from 'commander';
import type { StoreFiles } from '../../../activities/store/medium';
import { studyFolder } from '../../../activities/store/store-paths';
import { asMeant } from '../as-meant';
import { chosenStudies } from '../audit/chosen-studies';
import { type Rebuilt, rebuildStudy } from '../audit/rebuild-study';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { liveLine } from '../follow/live-line';
import { counted, findingLines } from '../output/audit-lines';
import { createOutput, type Output } from '../output/output';
import { withStore } from '../store/open-store';

interface RebuildArguments {
  readonly into: string;
  readonly json?: boolean;
}

export function rebuildCommand(audit: Command): void {
  audit
    .command('rebuild')
    .description('make the files of a study again, byte for byte, from its archives alone')
    .argument('[study]', 'name of a study; without one, all of RATCHET_DATA, a folder for each')
    .requiredOption('--into <folder>', 'an empty folder, or one that is not there yet')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Events of an open run are not in the archives: what is rebuilt ends where they do.

Example:
  $ ratchet audit rebuild my-study --into /tmp/rebuilt
  $ diff -r /tmp/rebuilt/cycles ratchet-data/studies/my-study/cycles`,
    )
    .action(run);
}

function run(study: string | undefined, options: RebuildArguments): Promise<void> {
  return withStore(configuration(), (stored) => runOn(stored, study, options));
}

async function runOn(
  stored: StoreFiles,
  study: string | undefined,
  options: RebuildArguments,
): Promise<void> {
  const output = createOutput({ json: options.json });
  const into = asMeant(options.into);
  let differences = 0;
  for (const name of await chosenStudies(stored, study)) {
    const live = liveLine();
    live.show(`rebuilds ${name} from its archives`);
    const target = study === undefined ? join(into, name) : into;
    const rebuilt = await rebuildStudy({ stored, folder: studyFolder(stored.root, name) }, target);
    live.clear();
    differences += rebuilt.findings.length;
    tell({ study: name, into: target, ...rebuilt }, output);
  }
  if (differences > 0) {
    throw new CliError(EXIT.differs, 'The archives are not what was written: nothing was rebuilt');
  }
}

function tell(
  rebuilt: Rebuilt & { readonly study: string; readonly into: string },
  output: Output,
): void {
  const { study, into, findings, events, runs, files } = rebuilt;
  const ok = findings.length === 0;
  output.json({ schemaVersion: 1, study, ok, into, events, runs, files, differences: findings });
  const { paint, line } = output;
  if (ok) {
    const from = `${counted(events, 'event')} of ${counted(runs, 'archived run')}`;
    line(`${paint.bold(study)}: ${counted(files.length, 'file')} in ${into}, from ${from}`);
  } else line(`${paint.bold(study)}: ${paint.red(counted(findings.length, 'difference'))}`);
  for (const each of findingLines(findings, output)) line(each);
}
