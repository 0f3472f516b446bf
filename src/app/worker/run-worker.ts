import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { ModelEntry } from '../../../activities/ports';
import { createStoreOn } from '../../../activities/store/create-store';
import type { Medium } from '../../../activities/store/medium';
import { RatchetError } from '../../errors';
import type { Target } from '../../notifications/target';
import { dataConverter } from '../codec/data-converter';
import type { Configuration } from '../configuration';
import type { Log } from '../log/log';
import { beginNotifying } from '../notify/begin-notifying';
import { type Observation, observe } from '../observe/observe';
import { openWorkerStore } from '../store/worker-store';
import type { OtlpSettings } from '../traces/otlp-settings';
import { connectWithPatience } from './connect';
import { createWorkers } from './create-workers';
import type { Deployment } from './deployment';
import { type HandOver, handOver } from './hand-over';
import type { Sweep } from './sweep';
import { sweepStudies } from './sweep-studies';
import { tellOfDeployment } from './tell-of-deployment';
import { untilStopped } from './until-stopped';
import { writeWorkerState } from './worker-state';
import { workflowBundle } from './workflow-bundle';

export interface RunningWorker {
  /** Settles when the workers have ended; rejects when one of them failed. */
  readonly ended: Promise<void>;
  stop(): void;
}

export interface WorkerOptions {
  readonly configuration: Configuration;
  readonly models: Readonly<Record<string, ModelEntry>>;
  /** Names of the models that it serves; left out: all of them. */
  readonly serves?: readonly string[] | undefined;
  /** Left out: unversioned. */
  readonly deployment?: Deployment | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** How long a run in flight may go on after `stop`; left out: `GRACE_SECONDS`. */
  readonly graceSeconds?: number | undefined;
  readonly say: (line: string) => void;
  /** Takes what there is to tell of runs and studies as well; left out: `say` takes the SDK's warnings. */
  readonly log?: Log | undefined;
  /** Address and port where Prometheus finds its metrics; left out: nowhere. */
  readonly metrics?: string | undefined;
  /** Where spans go; left out: none are made. */
  readonly traces?: OtlpSettings | undefined;
  /** Who is told of what happens; left out: nobody. */
  readonly notifications?: readonly Target[] | undefined;
  /** The workflow code; left out: as `npm run build` made it, or bundled now, which takes seconds. */
  readonly bundle?: WorkflowBundleWithSourceMap;
}

/** Starts the workers of this process: waits for the server, checks it, then listens. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { configuration, models, serves = Object.keys(models), env, say } = options;
  const observation = await observe(options);
  const { traces } = observation;
  const converter = dataConverter(env);
  const server = await connectWithPatience(say, converter);
  const { connection, client, namespace } = server;
  const { dataDir, queuePrefix } = configuration;
  const store = await openWorkerStore(configuration, say);
  const { medium } = store;
  await recoverStudies(medium, say);
  const bundle =
    options.bundle ??
    (await workflowBundle(converter.failureConverterPath, traces?.workflowModules));
  const handingOver = handOver(say);
  const workers = await createWorkers({
    connection,
    namespace,
    client,
    bundle,
    dataDir,
    medium,
    queuePrefix,
    models,
    serves,
    deployment: options.deployment,
    env,
    graceSeconds: options.graceSeconds,
    interceptors: [...observation.interceptors, handingOver.interceptor],
    traces,
  });
  const forgetState = await writeWorkerState(dataDir);
  say(`worker ${process.pid} serves ${serves.join(', ') || 'no model'}; data in ${medium.root}`);
  tellOfDeployment(client, { deployment: options.deployment, code: bundle.code }, say);
  const endBeside = await beginBeside({ client, medium, queuePrefix, say }, options, observation);
  const cleanUp = async (): Promise<void> => {
    await Promise.all([endBeside(), traces?.end()]);
    await forgetState();
    await store.close();
    await server.close();
  };
  const stop = (): void => stopAll(workers, handingOver);
  return { ended: untilStopped(workers, { stop, cleanUp, say }), stop };
}

/** What goes on beside the workers. @returns what ends it */
async function beginBeside(
  sweep: Omit<Sweep, 'signal'>,
  { notifications: targets = [], env }: Pick<WorkerOptions, 'notifications' | 'env'>,
  { write, lookOut }: Pick<Observation, 'write' | 'lookOut'>,
): Promise<() => Promise<void>> {
  const endLooking = lookOut(sweep);
  const endNotifying = await beginNotifying({ ...sweep, targets, env, write });
  const endSweep = beginSweep(sweep);
  return async () => {
    endLooking();
    await Promise.all([endSweep(), endNotifying()]);
  };
}

/** Beside the workers: they close the children that it waits for. @returns what ends it */
function beginSweep(sweep: Omit<Sweep, 'signal'>): () => Promise<void> {
  const sweeping = new AbortController();
  const swept = sweepStudies({ ...sweep, signal: sweeping.signal }).catch((error: unknown) =>
    sweep.say(`studies could not be looked after: ${String(error)}`),
  );
  return () => {
    sweeping.abort();
    return swept;
  };
}

function stopAll(
  workers: readonly { getState(): string; shutdown(): void }[],
  handingOver: HandOver,
): void {
  handingOver.stopping();
  for (const worker of workers) {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  }
}

/** What a crash left half-projected is completed from the logs before anything is added to them. */
async function recoverStudies(medium: Medium, say: (line: string) => void): Promise<void> {
  const store = createStoreOn(medium);
  for (const study of await medium.studyNames()) {
    // One damaged study must not keep the others from running.
    await store.recoverStudy(study).catch((error: unknown) => {
      if (!(error instanceof RatchetError)) throw error;
      say(`the files of ${study} need a person: ${error.message}`);
    });
  }
}
