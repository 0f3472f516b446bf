import { dirname } from 'node:path';
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
} from '@temporalio/client';
import { type Command, Option } from 'commander';
import { type OptimizationCycle, WORKFLOW_QUEUE, WORKFLOWS } from '../../contract';
import type { CarriedState } from '../../study/carried-state';
import type { StudyFile } from '../../study/parse-study-file';
import { CliError, EXIT } from '../cli-error';
import { silenceOf } from '../client/ask-status';
import { withClient } from '../client/with-client';
import { configuration } from '../configuration';
import { type DryRun, dryRun } from '../forecast/dry-run';
import { invocation } from '../invocation';
import { forecastLines } from '../output/forecast-lines';
import { createOutput, type Output } from '../output/output';
import { readStudyFile } from '../read-study-file';
import { takeBundle } from './start-carried';
import { waitForEnd } from './wait-for-end';

interface StartArguments {
  readonly from?: string;
  readonly wait?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function startCommand(program: Command): void {
  program
    .command('start')
    .description('start a study; its workers make the runs')
    .argument('[study file]', 'YAML or JSON; paths of suites in it are relative to it')
    .option('--from <bundle>', 'go on with a study that `export study` wrote on another server')
    .option('--wait', 'print what happens until the study ends; exit code 5: budget spent')
    .addOption(
      new Option(
        '--dry-run',
        'say what it may take and what its suites can show, and start nothing; needs no server',
      ).conflicts(['from', 'wait']),
    )
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ ratchet start study.yaml --dry-run
  $ ratchet start study.yaml
  $ ratchet start study.yaml --wait
  $ ratchet start --from my-study.bundle`,
    )
    .action(start);
}

async function start(
  file: string | undefined,
  { from, wait, dryRun: isDry, json }: StartArguments,
): Promise<void> {
  const output = createOutput({ json });
  const given = file === undefined ? null : await readStudyFile(file);
  if ((given === null) === (from === undefined)) {
    throw new CliError(EXIT.badInput, 'Name one thing to start: a study file, or --from BUNDLE');
  }
  if (given && isDry) return tellDryRun(await dryRun(given, dirname(file ?? '')), output);
  await withClient(async (client) => {
    const { input, state } = given
      ? { input: given, state: undefined }
      : await takeBundle(client, from ?? '');
    const runId = await startStudy(client, input, state);
    output.json({
      event: 'started',
      study: input.study,
      workflowId: input.study,
      runId,
      webUi: webUi(client, input.study),
    });
    tellHowToFollow(output, client, { study: input.study, wait });
    const silence = await silenceOf(client, queue());
    if (silence !== null) output.note(`It waits: ${silence}`);
    if (wait) await waitForEnd(client, input.study, output);
  });
}

function tellDryRun(found: DryRun, output: Output): void {
  const { study, ...others } = found;
  output.json({ event: 'dry-run', study: study.study, ...others });
  for (const line of forecastLines(found, output)) output.line(line);
}

/** @throws {CliError} when a study of that name is open */
async function startStudy(
  client: Client,
  input: StudyFile,
  state: CarriedState | undefined,
): Promise<string> {
  try {
    const handle = await client.workflow.start<OptimizationCycle>(WORKFLOWS.cycle, {
      workflowId: input.study,
      taskQueue: queue(),
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
      staticSummary: `tunes ${Object.keys(input.phases).join(', ')}`.slice(0, 200),
      args: state ? [input, state] : [input],
    });
    return handle.firstExecutionRunId;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    throw new CliError(
      EXIT.failed,
      `Cannot start ${input.study}: a study of that name is open\nSee it: ${invocation(`status ${input.study}`)}; end it: ${invocation(`stop ${input.study}`)}; or give this one another name`,
      { cause: error },
    );
  }
}

function queue(): string {
  return `${configuration().queuePrefix}${WORKFLOW_QUEUE}`;
}

function tellHowToFollow(
  { line, paint }: Output,
  client: Client,
  { study, wait }: { readonly study: string; readonly wait?: boolean | undefined },
): void {
  line(`Started the study ${paint.bold(study)}`);
  if (!wait) {
    line(`  look on    ${invocation(`watch ${study}`)}`);
    line(`  steer it   ${invocation(`pause ${study}`)}; resume, stop`);
    line(`  its result ${invocation(`report ${study}`)}`);
  }
  const url = webUi(client, study);
  if (url !== null) line(`  ${url}`);
}

function webUi(client: Client, study: string): string | null {
  const { RATCHET_UI: base } = process.env;
  if (!base) return null;
  return `${base.replace(/\/$/, '')}/namespaces/${client.options.namespace}/workflows/${study}`;
}
