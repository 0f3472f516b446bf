import { hostname } from 'node:os';
import type { Client } from '@temporalio/client';
import {
  type ActivityInterceptorsFactory,
  type NativeConnection,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { createAdmitStudy } from '../../../activities/admit-study';
import { reportingFailures } from '../../../activities/failures';
import { createModelClient } from '../../../activities/models/create-model-client';
import { keepPluginOn } from '../../../activities/plugins/keep-plugin';
import { createStudyPlugins } from '../../../activities/plugins/study-plugins';
import { poolsByName } from '../../../activities/pool/pool-client';
import type { ModelClient, ModelEntry } from '../../../activities/ports';
import { sayingAlive } from '../../../activities/saying-alive';
import { createArchive } from '../../../activities/store/archive-histories';
import { saveBundle } from '../../../activities/store/bundle-store';
import { createStoreOn } from '../../../activities/store/create-store';
import { findPhaseOwners } from '../../../activities/store/find-phase-owners';
import { folderMedium } from '../../../activities/store/folder-medium';
import type { Medium } from '../../../activities/store/medium';
import { readStudyEnd } from '../../../activities/store/read-study-end';
import { storeId } from '../../../activities/store/store-id';
import { type StoreActivities, storeQueue, WORKFLOW_QUEUE } from '../../contract';
import { isOpen } from '../client/is-open';
import { dataConverter } from '../codec/data-converter';
import type { Traces } from '../traces/traces';
import { createModelWorker } from './create-model-worker';
import { asBuild, type Deployment } from './deployment';
import { GRACE_SECONDS } from './grace';

export interface WorkerSetup {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Asks the server about other studies and fetches histories. */
  readonly client: Client;
  readonly bundle: WorkflowBundleWithSourceMap;
  readonly dataDir: string;
  /** Where the store is; left out: in the data folder. */
  readonly medium?: Medium | undefined;
  readonly queuePrefix: string;
  /** All that are known here: a study may name each of them, whichever worker serves it. */
  readonly models: Readonly<Record<string, ModelEntry>>;
  /** Those that this worker serves; left out: all of them. */
  readonly serves?: readonly string[] | undefined;
  /** Left out: unversioned, as most installations are. */
  readonly deployment?: Deployment | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Left out: `GRACE_SECONDS`. */
  readonly graceSeconds?: number | undefined;
  readonly interceptors?: readonly ActivityInterceptorsFactory[];
  /** Makes spans, where the bundle has its modules; left out: nobody does. */
  readonly traces?: Pick<Traces, 'sinks' | 'watched'> | undefined;
}

/**
 * Workflows kept in memory: a count, so it is set explicitly. Those that rest are the first to go, and are replayed from
 * their short history when they wake; a study at work needs two for each of its open evaluations at most.
 */
const CACHED_WORKFLOWS = 50;

/** The workers of one process: workflows and admission, one per model, one for the store. */
export async function createWorkers(setup: WorkerSetup): Promise<readonly Worker[]> {
  const { connection, namespace, queuePrefix, models } = setup;
  const medium = mediumOf(setup);
  const identity = `${hostname()}/${process.pid}`;
  const store = storeQueue(queuePrefix, await storeId(medium));
  const shared = { connection, namespace, identity, ...manner(setup) };
  const clientOf = clientsByName(setup);
  const poolNamed = poolsByName(setup.client, { queuePrefix });
  const buildId = await saveBundle(medium, setup.bundle.code, setup.deployment?.label);
  return Promise.all([
    Worker.create({
      ...shared,
      taskQueue: `${queuePrefix}${WORKFLOW_QUEUE}`,
      workflowBundle: setup.bundle,
      ...(setup.traces && { sinks: setup.traces.sinks }),
      ...asBuild(setup.deployment, buildId),
      maxCachedWorkflows: CACHED_WORKFLOWS,
      activities: {
        ...createStudyPlugins(keepPluginOn(medium)),
        admitStudy: createAdmitStudy({
          storeQueue: store,
          models,
          clientOf,
          studyEnd: (study) => readStudyEnd(medium, study),
          keepPlugin: keepPluginOn(medium),
          ownerOf: (phase, study) => liveOwner(setup, phase, study),
        }),
      },
    }),
    Worker.create({
      ...shared,
      taskQueue: store,
      activities: storeActivities(setup),
    }),
    ...servedModels(setup).map((entry) =>
      createModelWorker(entry, shared, { ...setup, medium, clientOf, identity, poolNamed }),
    ),
  ]);
}

function manner({ graceSeconds = GRACE_SECONDS, interceptors = [], env }: WorkerSetup) {
  return {
    dataConverter: dataConverter(env),
    shutdownGraceTime: 1_000 * graceSeconds,
    interceptors: { activity: [...interceptors] },
  };
}

function servedModels({ models, serves }: WorkerSetup): readonly ModelEntry[] {
  const entries = Object.values(models);
  return serves ? entries.filter(({ name }) => serves.includes(name)) : entries;
}

function mediumOf({ medium, dataDir }: WorkerSetup): Medium {
  return medium ?? folderMedium(dataDir);
}

function storeActivities(setup: WorkerSetup): StoreActivities {
  const medium = mediumOf(setup);
  const store = createStoreOn(medium);
  const archive = createArchive({ medium, client: setup.client });
  const told = <T>(work: () => Promise<T>) => reportingFailures(() => sayingAlive(work));
  return {
    recordEvents: (batch) => told(() => store.recordEvents(batch)),
    archiveHistories: (request) => told(() => archive(request)),
    readHandEdits: (request) => told(() => store.readHandEdits(request)),
    undoTrials: (request) =>
      told(async () => {
        const closing = { ...request, end: null, isClosed: async () => true };
        const { ended: _, ...undone } = (await store.closeOpen(closing)) ?? NOTHING_CLOSED;
        return undone;
      }),
  };
}

const NOTHING_CLOSED = { nextSeq: 0, undone: 0, ended: false };

/** One client per model, made when it is first needed: its key may be missing for a model that nobody asks for. */
function clientsByName({
  env,
  traces,
}: Pick<WorkerSetup, 'env' | 'traces'>): (entry: ModelEntry) => ModelClient {
  const watched = traces?.watched ?? ((client: ModelClient) => client);
  const clients = new Map<string, ModelClient>();
  return (entry) => {
    const client = clients.get(entry.name) ?? watched(createModelClient(entry, { env }), entry);
    clients.set(entry.name, client);
    return client;
  };
}

/** A study that says it is live and has no open workflow was terminated: it owns nothing any more. */
async function liveOwner(
  setup: WorkerSetup,
  phase: string,
  exceptStudy: string,
): Promise<string | null> {
  for (const owner of await findPhaseOwners(mediumOf(setup), phase, exceptStudy)) {
    if (await isOpen(setup.client, owner)) return owner;
  }
  return null;
}
