import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from '../../scenario/start-scenario';
import { until } from '../support/until';
import { ClusterError } from './cluster-error';
import { CLUSTER_STUDY, STUDY } from './cluster-study';
import { command } from './command';
import { cleanEnv, RATCHET_ROOT, ratchetCommand, type Settings } from './ratchet-process';

const minutes = 60_000;
const POLL_MS = 500;

/** What happens while it runs: `at` is a number of answers of the endpoint. */
export interface Disturbance {
  readonly at: number;
  readonly what: () => Promise<void>;
}

/** Runs the study to its end as a person does: by `ratchet start` and `ratchet status`. */
export async function runStudy(
  {
    folder,
    settings,
    scenario,
  }: { readonly folder: string; readonly settings: Settings; readonly scenario: Scenario },
  disturbances: readonly Disturbance[] = [],
): Promise<{ readonly report: StudyEnd; readonly answered: number }> {
  const file = join(folder, 'study.json');
  await writeFile(file, JSON.stringify(CLUSTER_STUDY));
  const ratchet = (...args: readonly string[]) =>
    command(ratchetCommand(...args), { cwd: RATCHET_ROOT, env: cleanEnv(settings) });
  await ratchet('start', file);
  for (const { at, what } of disturbances) {
    await until(`answer ${at} of the endpoint`, () => answered(scenario) >= at, 10 * minutes);
    await what();
  }
  const look = async () => {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const { state, report, failure } = JSON.parse(await ratchet('status', STUDY, '--json'));
    if (failure) throw new ClusterError('The study failed', JSON.stringify(failure));
    return report === null || report === undefined ? undefined : { state, ...report };
  };
  const report = await until<StudyEnd>('the study to end', look, 15 * minutes);
  return { report, answered: answered(scenario) };
}

/** What of a study's report is compared. */
export interface StudyEnd {
  readonly state: string;
  readonly phases: readonly { readonly phase: string; readonly last: string }[];
  readonly spent: { readonly runs: number };
}

export function answered(scenario: Scenario): number {
  return Object.values(scenario.log().models).reduce((sum, model) => sum + model.answered, 0);
}
