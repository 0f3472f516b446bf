import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { askStatus } from '../client/ask-status';
import { reportOf } from '../client/ended-study';
import { findStudy } from '../client/find-study';
import { concerns, listPools } from '../client/list-pools';
import { listStudies, stateOf } from '../client/list-studies';
import { waitsOf } from '../client/waits';
import { withClient } from '../client/with-client';
import { deliveries } from '../notify/deliveries';
import type { DeliveryState } from '../notify/delivery-states';
import { deliveryLines } from '../output/delivery-lines';
import { createOutput, type Output } from '../output/output';
import { poolLines } from '../output/pool-lines';
import { statusLines } from '../output/status-lines';
import { studyList } from '../output/study-list';
import type { StudyView } from '../study-view';

export function statusCommand(program: Command): void {
  program
    .command('status')
    .description(
      'tell where a study stands; without a name, list all of them, and who uses the models',
    )
    .argument('[study]', 'name of a study')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ ratchet status
  $ ratchet status my-study
  $ ratchet status my-study --json | jq .status.phases
  $ ratchet status --json | jq 'select(.pool)'`,
    )
    .action(async (study: string | undefined, { json }: { readonly json?: boolean }) => {
      const output = createOutput({ json });
      await withClient((client) =>
        study === undefined ? list(client, output) : showOne(client, study, output),
      );
    });
}

async function list(client: Client, output: Output): Promise<void> {
  const [studies, pools, told] = await Promise.all([
    listStudies(client),
    listPools(client),
    deliveries(),
  ]);
  for (const each of [...studies, ...pools, ...(told ?? [])]) output.json(each);
  for (const line of studyList(studies, output)) output.line(line);
  for (const pool of pools) for (const line of poolLines(pool, output)) output.line(line);
  for (const line of deliveryLines(told, output)) output.line(line);
}

async function showOne(client: Client, study: string, output: Output): Promise<void> {
  const view = await viewOf(client, study);
  output.json(view);
  for (const line of statusLines(view, output)) output.line(line);
  for (const pool of view.pools) for (const line of poolLines(pool, output)) output.line(line);
  for (const line of deliveryLines(view.notifications, output)) output.line(line);
}

interface StudyAndDeliveries extends StudyView {
  /** How others are told of it; null: the store cannot be read from here. */
  readonly notifications: readonly DeliveryState[] | null;
}

/** All that is told of one study. */
export async function viewOf(client: Client, study: string): Promise<StudyAndDeliveries> {
  const description = await findStudy(client, study);
  const open = description.status.name === 'RUNNING';
  const [answer, waits, pools, end, notifications] = await Promise.all([
    askStatus(client, description),
    open ? waitsOf(client, description) : [],
    open ? listPools(client) : [],
    open ? { report: null, failure: null } : endOf(client, study),
    deliveries(study),
  ]);
  return {
    study,
    state: answer.status && open ? answer.status.state : stateOf(description),
    runId: description.runId,
    taskQueue: description.taskQueue,
    ...answer,
    waits,
    pools: pools.filter((pool) => concerns(pool, study)),
    ...end,
    notifications,
  };
}

async function endOf(
  client: Client,
  study: string,
): Promise<Pick<StudyView, 'report' | 'failure'>> {
  try {
    return { report: await reportOf(client, study), failure: null };
  } catch (error) {
    return { report: null, failure: error instanceof Error ? error.message : String(error) };
  }
}
