import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  DefaultLogger,
  Runtime,
  type Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { ModelEntry } from '../../activities/ports';
import type { Traces } from '../../src/app/traces/traces';
import { createWorkers } from '../../src/app/worker/create-workers';
import type { Deployment } from '../../src/app/worker/deployment';
import { type OptimizationCycle, STATUS_QUERY } from '../../src/contract';
import type { StudyStatus } from '../../src/study/status';
import { searchAttributeTypes } from './search-attributes';
import { temporalCli } from './temporal-cli';
import { workflowBundle } from './workflow-bundle';

/** A real dev server and the workflow bundle, for one test file. */
export interface StudyServer {
  readonly env: TestWorkflowEnvironment;
  readonly bundle: WorkflowBundleWithSourceMap;
  stop(): Promise<void>;
}

export async function startStudyServer(extraArgs: readonly string[] = []): Promise<StudyServer> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await temporalCli() },
      searchAttributes: searchAttributeTypes(),
      extraArgs: [...extraArgs],
    },
  });
  const bundle = await workflowBundle();
  return { env, bundle, stop: () => env.teardown() };
}

/** A data folder of its own and the workers of one installation, listening until stopped. */
export interface Installation {
  readonly dataDir: string;
  readonly taskQueue: string;
  stop(): Promise<void>;
}

/** Starts the workers that `ratchet worker` starts, against the test server. */
export async function startInstallation(
  { env, bundle }: StudyServer,
  options: {
    readonly models: Readonly<Record<string, ModelEntry>>;
    readonly queuePrefix: string;
    readonly dataDir?: string;
    readonly processEnv?: NodeJS.ProcessEnv;
    readonly deployment?: Deployment;
    readonly traces?: Traces;
  },
): Promise<Installation> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'ratchet-test-')));
  const workers = await createWorkers({
    connection: env.nativeConnection,
    namespace: 'default',
    client: env.client,
    bundle,
    dataDir,
    queuePrefix: options.queuePrefix,
    models: options.models,
    deployment: options.deployment,
    traces: options.traces,
    interceptors: options.traces ? [options.traces.interceptor] : [],
    env: options.processEnv ?? {},
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    dataDir,
    taskQueue: `${options.queuePrefix}ratchet`,
    stop: async () => {
      for (const worker of workers) shutDown(worker);
      await running;
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function shutDown(worker: Worker): void {
  if (worker.getState() === 'RUNNING') worker.shutdown();
}

export type StudyHandle = WorkflowHandle<OptimizationCycle>;

/** Starts a study as `ratchet start` does. */
export function startStudy<Study extends { readonly study: string }>(
  { env }: { readonly env: Pick<TestWorkflowEnvironment, 'client'> },
  { taskQueue }: Pick<Installation, 'taskQueue'>,
  study: Study,
): Promise<StudyHandle> {
  return env.client.workflow.start<OptimizationCycle>('optimizationCycle', {
    taskQueue,
    workflowId: study.study,
    args: [study],
  });
}

export function statusOf(handle: Pick<StudyHandle, 'query'>): Promise<StudyStatus> {
  return handle.query<StudyStatus, []>(STATUS_QUERY);
}

/** An entry of the models file that points at a scenario endpoint. */
export function scenarioModel(
  name: string,
  url: string,
  more: Partial<ModelEntry> = {},
): ModelEntry {
  return {
    name,
    provider: 'scenario',
    baseUrl: `${url}/v1`,
    modelId: name,
    apiKeyEnv: null,
    slots: 1,
    pool: name,
    requestsPerMinute: null,
    prices: null,
    servedAs: [],
    ...more,
  };
}
