import type { Command } from 'commander';
import { studyFolder } from '../../../activities/store/store-paths';
import type { Finding } from '../../audit/finding';
import { chosenStudies } from '../audit/chosen-studies';
import { filesOfFolder } from '../audit/files-of-folder';
import { nodeTools } from '../audit/node-tools';
import { type ReplayReport, replayStudy } from '../audit/replay-study';
import { takeAll } from '../audit/take-all';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { liveLine } from '../follow/live-line';
import { counted, findingLines } from '../output/audit-lines';
import { createOutput, type Output } from '../output/output';

interface ReplayArguments {
  readonly current?: boolean;
  readonly json?: boolean;
}

export function replayCommand(audit: Command): void {
  audit
    .command('replay')
    .description('run the archived histories through the workflow code that made them')
    .argument('[study]', 'name of a study; without one, all of RATCHET_DATA')
    .option('--current', "through today's code instead: would it go on with these studies?")
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
The code has to give the same commands in the same order, and everything that it computed has to be what the history
holds. Exit code 2 where it does not, with workflow, event and cause.

Examples:
  $ ratchet audit replay my-study
  $ ratchet audit replay my-study --current`,
    )
    .action(run);
}

async function run(study: string | undefined, options: ReplayArguments): Promise<void> {
  const output = createOutput({ json: options.json });
  const { dataDir } = configuration();
  const studies = await chosenStudies(dataDir, study);
  const code = options.current ? await currentCode() : null;
  let differences = 0;
  for (const name of studies) {
    const live = liveLine();
    const { findings, report } = await takeAll(
      replayStudy({
        files: await filesOfFolder(studyFolder(dataDir, name)),
        tools: nodeTools,
        code,
        progress: (done, of) => live.show(`replays ${name}: history ${done} of ${of}`),
      }),
    );
    live.clear();
    differences += findings.length;
    tell(name, { findings, report, current: code !== null }, output);
  }
  if (differences > 0) {
    throw new CliError(EXIT.differs, `${counted(differences, 'difference')} found`);
  }
}

async function currentCode(): Promise<string> {
  const live = liveLine();
  live.show("bundles today's workflow code");
  const { workflowBundle } = await import('../worker/workflow-bundle.ts');
  const { code } = await workflowBundle();
  live.clear();
  return code;
}

interface Replayed {
  readonly findings: readonly Finding[];
  readonly report: ReplayReport;
  readonly current: boolean;
}

function tell(study: string, { findings, report, current }: Replayed, output: Output): void {
  const ok = findings.length === 0;
  output.json({ schemaVersion: 1, study, ok, current, ...report, differences: findings });
  const { paint, line } = output;
  const told = ok ? paint.green('as recorded') : paint.red(counted(findings.length, 'difference'));
  const by = current ? "today's code" : 'the code that made them';
  line(`${paint.bold(study)}: ${report.replayed} histories replayed by ${by}: ${told}`);
  for (const each of findingLines(findings, output)) line(each);
  for (const note of report.notes) line(`  ${paint.yellow('note')} ${note}`);
}
