import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { replaceFile } from '../../../activities/store/disk';
import { studyFolder } from '../../../activities/store/store-paths';
import { configuration } from '../configuration';
import { createOutput, type Output } from '../output/output';
import { studyReportLines } from '../output/study-report-lines';
import { makePage } from '../report/make-page';
import { readReport, type StudyReportView } from '../report/read-report';
import { readStory } from '../report/read-story';
import { reportJunit } from '../report/report-junit';
import { reportMarkdown } from '../report/report-markdown';

const FORMATS = ['html', 'markdown', 'junit'] as const;

interface ReportArguments {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly json?: boolean;
}

export function reportCommand(program: Command): void {
  program
    .command('report')
    .description(
      'tell what a study has found, from its files alone, and write it as one HTML file to open',
    )
    .argument('<study>', 'name of a study')
    .addOption(
      new Option('--format <format>', 'html; or markdown, junit for pull requests and CI')
        .choices(FORMATS)
        .default('html'),
    )
    .option(
      '--output <file>',
      "write this file (html without it: report.html in the study's folder)",
    )
    .option('--json', 'JSON Lines on standard output, no file but the one of --output')
    .addHelpText(
      'after',
      `
Examples:
  $ ratchet report my-study
  $ ratchet report my-study --format markdown >> "$GITHUB_STEP_SUMMARY"
  $ ratchet report my-study --json | jq .feedback.rules`,
    )
    .action(report);
}

async function report(study: string, options: ReportArguments): Promise<void> {
  const output = createOutput(options);
  const { dataDir } = configuration();
  const view = await readReport(dataDir, study);
  output.json(view);
  if (options.format === 'html') return reportHtml(view, options, output);
  const story = await readStory(dataDir, study);
  const text =
    options.format === 'markdown' ? reportMarkdown(story, view.routing) : reportJunit(story);
  if (options.output) {
    await replaceFile(options.output, text);
    output.note(`Wrote ${options.output}`);
  } else if (!options.json) process.stdout.write(text);
}

async function reportHtml(
  view: StudyReportView,
  options: ReportArguments,
  output: Output,
): Promise<void> {
  const { dataDir } = configuration();
  if (!options.json) for (const line of studyReportLines(view, output)) output.line(line);
  if (options.json && !options.output) return;
  const file = options.output ?? join(studyFolder(dataDir, view.study), REPORT_FILE);
  await replaceFile(file, await makePage(dataDir, view));
  output.note(`\nWrote ${file}`);
}

const REPORT_FILE = 'report.html';
