import { join, resolve } from 'node:path';
import {
  Client,
  Connection,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { loadModels } from '../../../activities/models/load-models';
import { packageFolder } from '../../../activities/package-folder';
import { type OptimizationCycle, WORKFLOW_QUEUE } from '../../contract';
import type { StudyReport } from '../../study/study-report';
import { RECONNECTS } from '../client/reconnects';
import { dataConverter } from '../codec/data-converter';
import { type Configuration, temporalConnection } from '../configuration';
import { followStudy } from '../follow-study';
import { readStudyFile } from '../read-study-file';
import { type RunningWorker, startWorker } from '../worker/run-worker';
import { type ModelServer, startModelServer } from './model-server';
import { step } from './steps';

const ROOT = packageFolder();

export interface DemoOptions {
  /** Play this scenario instead of the embedded model; null: the real one. */
  readonly scenario: string | null;
  /** Shuffles what is tried first; null: the study file's own. */
  readonly seed: number | null;
  /** Run it again although it has ended. */
  readonly again: boolean;
  readonly configuration: Configuration;
  readonly say: (line: string) => void;
  /** Aborted when the demo is to stop. */
  readonly signal: AbortSignal;
}

/** What a demo came to; the report is null when it was stopped before the study's end. */
export interface DemoResult {
  readonly study: string;
  /** Where its files are. */
  readonly dataDir: string;
  readonly report: StudyReport | null;
}

/** Starts what a study needs on this machine, runs the demo study and follows it to its end. */
export async function runDemo(asked: DemoOptions): Promise<DemoResult> {
  const { say, scenario } = asked;
  const options = { ...asked, configuration: configurationFor(asked) };
  const folder = resolve(ROOT, 'examples', scenario === null ? 'demo' : scenario);
  const input = { ...(await readStudyFile(resolve(folder, 'study.yaml'))), ...seedOf(options) };
  if (scenario !== null) say('SIMULATED: the answers are played from a table, no model is asked');

  const server = await step(
    scenario === null ? 'starts the embedded model server' : 'starts the scenario endpoint',
    say,
    () => startModelServer(serverArgs(scenario), say),
  );
  try {
    const worker = await step('starts the worker', say, () =>
      workerFor(options, { folder, server }),
    );
    try {
      return await runStudy(options, input, worker);
    } finally {
      worker.stop();
      await worker.ended;
      say('the worker has stopped');
    }
  } finally {
    await server.stop();
  }
}

/**
 * What is simulated is kept apart: its routes must not reach the file that applications load, nor its phases be taken
 * for those of a real study.
 */
function configurationFor({ configuration, scenario }: DemoOptions): Configuration {
  if (scenario === null) return { ...configuration, store: null };
  return {
    ...configuration,
    store: null,
    dataDir: join(configuration.dataDir, 'simulated'),
    queuePrefix: `${configuration.queuePrefix}simulated-`,
  };
}

function seedOf({ seed }: DemoOptions): { readonly seed?: number } {
  return seed === null ? {} : { seed };
}

function serverArgs(scenario: string | null): readonly string[] {
  return scenario === null
    ? ['embedded-model/src/main.ts', 'serve']
    : ['scenario/main.ts', '--scenario', scenario];
}

async function workerFor(
  { configuration, say, scenario }: DemoOptions,
  { folder, server }: { readonly folder: string; readonly server: ModelServer },
): Promise<RunningWorker> {
  const url = scenario === null ? 'RATCHET_EMBEDDED_URL' : 'RATCHET_SCENARIO_URL';
  return startWorker({
    configuration,
    models: await loadModels(resolve(folder, 'models.yaml')),
    env: { ...process.env, [url]: server.url },
    say,
  });
}

async function runStudy(
  options: DemoOptions,
  input: { readonly study: string },
  worker: RunningWorker,
): Promise<DemoResult> {
  const { connectionOptions, namespace } = temporalConnection();
  const connection = await Connection.connect({ ...connectionOptions, ...RECONNECTS });
  try {
    const client = new Client({ connection, namespace, dataConverter: dataConverter() });
    await startOrJoin(client, input, options);
    const report = await Promise.race([
      followStudy({
        client,
        study: input.study,
        dataDir: options.configuration.dataDir,
        say: options.say,
        signal: options.signal,
      }),
      worker.ended.then(() => null),
    ]);
    return { study: input.study, dataDir: options.configuration.dataDir, report };
  } finally {
    await connection.close();
  }
}

/** A demo that still runs goes on where it was; one that has ended is shown again, or run again when asked. */
async function startOrJoin(
  client: Client,
  input: { readonly study: string },
  { again, say, seed, configuration }: DemoOptions,
): Promise<void> {
  const before = await client.workflow.getHandle(input.study).describe().catch(nullWhenUnknown);
  if (before?.status.name === 'RUNNING') {
    say(
      `the study ${input.study} is open: goes on where it was${seed === null ? '' : ', with the seed that it has'}`,
    );
    return;
  }
  if (before?.status.name === 'COMPLETED' && !again) {
    say(`the study ${input.study} has ended before; --again runs it once more`);
    return;
  }
  await client.workflow.start<OptimizationCycle>('optimizationCycle', {
    workflowId: input.study,
    taskQueue: `${configuration.queuePrefix}${WORKFLOW_QUEUE}`,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    staticSummary: `Ratchet demo: ${input.study}`,
    args: [input],
  });
  say(`started the study ${input.study}`);
}

function nullWhenUnknown(error: unknown): null {
  if (error instanceof WorkflowNotFoundError) return null;
  throw error;
}
