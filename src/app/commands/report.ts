import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { makeFolder, replaceFile } from '../../../activities/store/disk';
import type { StoreFiles } from '../../../activities/store/medium';
import { studyFolder } from '../../../activities/store/store-paths';
import { configuration } from '../configuration';
import { createOutput, type Output } from '../output/output';
import { studyReportLines } from '../output/study-report-lines';
import { makePage } from '../report/make-page';
import { readReport, type StudyReportView } from '../report/read-report';
import { readStory } from '../report/read-story';
import { reportJunit } from '../report/report-junit';
import { reportMarkdown } from '../report/report-markdown';
import { withStore } from '../store/open-store';

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

function report(study: string, options: ReportArguments): Promise<void> {
  return withStore(configuration(), (stored) => reportFrom(stored, study, options));
}

async function reportFrom(
  stored: StoreFiles,
  study: string,
  options: ReportArguments,
): Promise<void> {
  const output = createOutput(options);
  const view = await readReport(stored, study);
  output.json(view);
  if (options.format === 'html') return reportHtml({ stored, view }, options, output);
  const story = await readStory(stored, study);
  const text =
    options.format === 'markdown' ? reportMarkdown(story, view.routing) : reportJunit(story);
  if (options.output) {
    await replaceFile(options.output, text);
    output.note(`Wrote ${options.output}`);
  } else if (!options.json) process.stdout.write(text);
}

async function reportHtml(
  { stored, view }: { readonly stored: StoreFiles; readonly view: StudyReportView },
  options: ReportArguments,
  output: Output,
): Promise<void> {
  if (!options.json) for (const line of studyReportLines(view, output)) output.line(line);
  if (options.json && !options.output) return;
  const file = options.output ?? (await usualFile(view.study));
  await replaceFile(file, await makePage(stored, view));
  output.note(`\nWrote ${file}`);
}

/** In the study's folder; without one, beside what this machine keeps. */
async function usualFile(study: string): Promise<string> {
  const { dataDir, store } = configuration();
  const file = store
    ? join(dataDir, 'reports', `${study}.html`)
    : join(studyFolder(dataDir, study), REPORT_FILE);
  await makeFolder(dirname(file));
  return file;
}

const REPORT_FILE = 'report.html';
