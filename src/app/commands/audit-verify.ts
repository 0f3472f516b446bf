import { type Command, InvalidArgumentError } from 'commander';
import type { StoreFiles } from '../../../activities/store/medium';
import { parseHead, type StudyHead } from '../../audit/study-head';
import { chosenStudies } from '../audit/chosen-studies';
import { type Verified, verifyFolder, verifyMerged } from '../audit/verify-folder';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { liveLine } from '../follow/live-line';
import { counted, findingLines } from '../output/audit-lines';
import { createOutput, type Output } from '../output/output';
import { withStore } from '../store/open-store';

interface VerifyArguments {
  readonly head?: readonly StudyHead[];
  readonly replay: boolean;
  readonly json?: boolean;
}

export function verifyCommand(audit: Command): void {
  audit
    .command('verify')
    .description('recompute every decision and compare every file and hash with the archives')
    .argument('[study]', 'name of a study; without one, all of RATCHET_DATA')
    .option('--head <head>', 'a head that you kept: log and archives must still hold it', kept)
    .option('--no-replay', 'do not replay the histories, which takes longest')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
It prints the head of a study that is in order: keep it elsewhere, and give it to --head later. Exit code 2 and the
first difference where something is not what was written.

Examples:
  $ ratchet audit verify my-study
  $ ratchet audit verify --json | jq 'select(.ok | not)'`,
    )
    .action(run);
}

function kept(text: string, before: readonly StudyHead[] = []): readonly StudyHead[] {
  const head = parseHead(text);
  if (head) return [...before, head];
  throw new InvalidArgumentError('expected a head as audit verify prints it');
}

function run(study: string | undefined, options: VerifyArguments): Promise<void> {
  return withStore(configuration(), (stored) => runOn(stored, study, options));
}

async function runOn(
  stored: StoreFiles,
  study: string | undefined,
  options: VerifyArguments,
): Promise<void> {
  const output = createOutput({ json: options.json });
  const studies = await chosenStudies(stored, study);
  if (options.head && studies.length > 1) {
    throw new CliError(EXIT.badInput, 'A head belongs to one study: name it before --head');
  }
  let differences = 0;
  for (const name of studies) {
    const live = liveLine();
    const verified = await verifyFolder({
      stored,
      study: name,
      heads: options.head ?? [],
      replay: options.replay,
      progress: (what) => live.show(`audits ${name}: ${what}`),
    });
    live.clear();
    differences += verified.findings.length;
    tell(verified, output);
  }
  const merged = await verifyMerged(stored);
  if (merged.length > 0) {
    output.json({ schemaVersion: 1, study: null, ok: false, differences: merged });
    output.line(output.paint.red('the merged routes are not what the studies say'));
    for (const line of findingLines(merged, output)) output.line(line);
  }
  if (differences + merged.length > 0) {
    throw new CliError(EXIT.differs, `${counted(differences + merged.length, 'difference')} found`);
  }
}

function tell({ findings, ...report }: Verified, output: Output): void {
  const ok = findings.length === 0;
  output.json({ schemaVersion: 1, ...report, ok, differences: findings });
  const { paint, line } = output;
  const name = paint.bold(report.study);
  if (ok) line(`${name}: ${paint.green('in order')}: ${provenIn(report)}`);
  else line(`${name}: ${paint.red(counted(findings.length, 'difference'))}, the first one first`);
  for (const each of findingLines(findings, output)) line(each);
  for (const note of [...report.notes, ...(report.replay?.notes ?? [])]) {
    line(`  ${paint.yellow('note')} ${note}`);
  }
  if (ok && report.head !== null) line(`  head ${report.head}`);
}

function provenIn(report: Omit<Verified, 'findings'>): string {
  const { events, decisions, histories, transcripts, bundles, replay } = report;
  return [
    counted(events, 'event'),
    `${counted(decisions, 'decision')} recomputed`,
    `${histories} histories`,
    counted(transcripts, 'transcript'),
    counted(bundles, 'bundle'),
    ...(replay ? [`${replay.replayed} histories replayed`] : []),
  ].join(', ');
}
