import { resolve } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { CARRIED_QUERY, type Carried } from '../../contract';
import { stateToCarry } from '../../study/moved-state';
import { studyFileSchema } from '../../study/parse-study-file';
import { BUNDLE_SCHEMA_VERSION } from '../carry/bundle';
import { lastEventOf } from '../carry/last-event';
import { refuseElsewhere } from '../carry/refuse-elsewhere';
import { untilArchived } from '../carry/until-archived';
import { type Written, writeBundle } from '../carry/write-bundle';
import { CliError, EXIT } from '../cli-error';
import { ANSWER_LIMIT_MS, whyNoAnswer } from '../client/ask-status';
import { askWorkflow } from '../client/ask-workflow';
import { findStudy } from '../client/find-study';
import { withClient } from '../client/with-client';
import { configuration } from '../configuration';
import { invocation } from '../invocation';
import { createOutput } from '../output/output';

interface ExportStudyArguments {
  readonly output: string;
  readonly json?: boolean;
}

export function exportStudyCommand(group: Command): void {
  group
    .command('study')
    .description('write a study that has ended into a folder, for another server to go on with it')
    .argument('<study>', 'its name; stop it first')
    .requiredOption('--output <folder>', 'a new folder: its files, histories, suites and state')
    .option('--json', 'one object on standard output')
    .addHelpText(
      'after',
      `
Reads the files from RATCHET_DATA and the state from the server that had the study; a worker must be up to answer.

Example:
  $ ratchet stop my-study
  $ ratchet export study my-study --output my-study.bundle
  then, where it is to go on:
  $ ratchet start --from my-study.bundle`,
    )
    .action(exportStudy);
}

async function exportStudy(
  study: string,
  { output: into, json }: ExportStudyArguments,
): Promise<void> {
  refuseElsewhere();
  const { line, note, json: tell } = createOutput({ json });
  const written = await withClient((client) => bundleOf(client, study, resolve(into)));
  for (const suite of written.withoutSuite) {
    note(
      `warning: the suite of ${suite} is not here as it was measured; put it at that path where the study goes on`,
    );
  }
  tell({ study, bundle: resolve(into), ...written });
  line(
    `${into}: ${study}, ${written.files} files, ${written.last.seq} events up to cycle ${written.last.cycle}`,
  );
  line(`Where it is to go on: ${invocation(`start --from ${into}`)}`);
}

async function bundleOf(client: Client, study: string, into: string) {
  const { dataDir } = configuration();
  const run = await closedRun(client, study);
  const { input, state } = await askCarried(client, run);
  if (state.phases.length === 0) {
    throw new CliError(
      EXIT.failed,
      `Cannot export ${study}: it ended before it was admitted; start it again from its file`,
    );
  }
  await untilArchived(dataDir, { study, workflowId: study, runId: run.runId });
  const last = await lastEventOf(dataDir, study);
  const written: Written = await writeBundle(into, dataDir, {
    schemaVersion: BUNDLE_SCHEMA_VERSION,
    study,
    runId: run.runId,
    last,
    input: studyFileSchema().parse(input),
    state: stateToCarry(state, last),
  });
  return { ...written, last };
}

/** Two servers must never go on with the same study: only one that has ended is carried. */
async function closedRun(client: Client, study: string) {
  const run = await findStudy(client, study);
  if (run.status.name !== 'RUNNING') return run;
  throw new CliError(
    EXIT.failed,
    `Cannot export ${study}: it is open, and would go on in two places; end it first: ${invocation(`stop ${study}`)}`,
  );
}

/** A run that is closed answers too, as long as the server keeps it: a worker replays it. */
async function askCarried(
  client: Client,
  {
    workflowId,
    runId,
    taskQueue,
  }: { readonly workflowId: string; readonly runId: string; readonly taskQueue: string },
): Promise<Carried> {
  const of = { workflowId, runId, query: CARRIED_QUERY, closed: true };
  try {
    return await askWorkflow<Carried>(client, { ...of, limitMs: ANSWER_LIMIT_MS });
  } catch (error) {
    const why = await whyNoAnswer(client, taskQueue, error);
    throw new CliError(EXIT.failed, `Cannot export ${workflowId}: ${why}`, { cause: error });
  }
}
