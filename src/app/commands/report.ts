import type { Command } from 'commander';
import { configuration } from '../configuration';
import { createOutput } from '../output/output';
import { studyReportLines } from '../output/study-report-lines';
import { readReport } from '../report/read-report';
import { withStore } from '../store/open-store';

export function reportCommand(program: Command): void {
  program
    .command('report')
    .description(
      'tell what a study has found, from its files alone, and how often its diagnoses were right',
    )
    .argument('<study>', 'name of a study')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ ratchet report my-study
  $ ratchet report my-study --json | jq .feedback.rules`,
    )
    .action(async (study: string, { json }: { readonly json?: boolean }) => {
      const output = createOutput({ json });
      const report = await withStore(configuration(), (stored) => readReport(stored, study));
      output.json(report);
      for (const line of studyReportLines(report, output)) output.line(line);
    });
}
