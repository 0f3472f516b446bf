import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type {
  AdmissionActivities,
  ModelActivities,
  PluginActivities,
  StoreActivities,
} from '../src/contract';
import type { RunRequest, RunResult } from '../src/runs/run';
import { queueOfModel } from './queues';

/** Of the 400 bytes that a server takes. */
const MAX_SUMMARY = 200;

/** Looks at files and endpoints once. Tried for long: an endpoint that is not up yet is no reason to give a study up. */
export const { admitStudy } = proxyActivities<AdmissionActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

/** A plug-in of a study has a limit of its own; one that fails is no reason to give the study up, but to tell a person. */
export const { askGenerator, askGate, askDiagnosis, pinPlugin } = proxyActivities<PluginActivities>(
  {
    startToCloseTimeout: '2 minutes',
    retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  },
);

/**
 * Makes a run. Repeated whole for as long as the endpoint is down: a void run is never a sample.
 * No limit on the wait for a worker: a study outlives its workers. That on the run itself is for a run that waits for
 * a slot of a busy pool: it is one attempt, however long. A worker that died is known by its silence.
 *
 * @param summary - what the Web UI shows beside the activity
 */
export function measureRun(request: RunRequest, summary: string): Promise<RunResult> {
  const proxy = proxyActivities<ModelActivities>({
    taskQueue: queueOfModel(request.spec.model),
    startToCloseTimeout: '90 days',
    heartbeatTimeout: '30 seconds',
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '60 seconds' },
  });
  return proxy.measureRun.executeWithOptions({ summary: summary.slice(0, MAX_SUMMARY) }, [request]);
}

/**
 * Writes on one store. Tried until it succeeds: a full disk is mended by a person, not by giving up. A worker that was
 * killed over it is known by its silence.
 */
export function storeActivities(store: string) {
  return proxyActivities<StoreActivities>({
    taskQueue: store,
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '15 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '60 seconds' },
  });
}
