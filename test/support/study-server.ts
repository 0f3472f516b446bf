import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { ModelEntry } from '../../activities/ports';
import { bundleWorkflows } from '../../src/app/worker/bundle-workflows';
import { createWorkers } from '../../src/app/worker/create-workers';
import { searchAttributeTypes } from './search-attributes';
import { temporalCli } from './temporal-cli';

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
  const bundle = await bundleWorkflows();
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

/** An entry of the models file that points at a scenario endpoint. */
export function scenarioModel(name: string, url: string, more: Partial<ModelEntry> = {}): ModelEntry {
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
