import type { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Before a failed attempt is repeated the server waits, longer each time; what is handed over has not failed. */
const AT_ONCE_MS = 1;

/** What becomes of the work that a worker has begun when it is told to stop. */
export interface HandOver {
  /** For every worker of the process. */
  readonly interceptor: ActivityInterceptorsFactory;
  /** From now on it says which runs are in flight, and what becomes of each. */
  stopping(): void;
}

/**
 * What does not end within the grace time is handed over: it fails in a way that has it begun again at once, by
 * another worker. Nothing else would: a cancelled attempt counts as a failed one and waits its turn.
 */
export function handOver(say: (line: string) => void): HandOver {
  const runs = new Set<string>();
  let isStopping = false;
  const tell = (what: string, name: string | null): void => {
    if (isStopping && name !== null) say(`${what}: ${name}`);
  };
  return {
    stopping() {
      isStopping = true;
      say(runs.size === 0 ? 'no run is in flight' : `in flight: ${[...runs].join(', ')}`);
    },
    interceptor: (context) => ({
      inbound: {
        async execute(input, next) {
          const name = runName(context, input.args);
          if (name !== null) runs.add(name);
          try {
            const result = await next(input);
            tell('finished', name);
            return result;
          } catch (error) {
            if (!isHandedOver(context)) throw error;
            tell('handed over', name);
            throw handedOver();
          } finally {
            if (name !== null) runs.delete(name);
          }
        },
      },
    }),
  };
}

function isHandedOver({ cancellationDetails: details }: Context): boolean {
  return details?.workerShutdown === true && !details.cancelRequested;
}

function handedOver(): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'WORKER_STOPPED',
    message: 'The worker was told to stop and hands this over; another one begins it again',
    nextRetryDelay: AT_ONCE_MS,
    // An operator's wish, not a fault: no warning in logs, no mark in metrics of errors.
    category: ApplicationFailureCategory.BENIGN,
  });
}

/** As people know it; null: an activity that is no run. */
function runName({ info }: Context, [request]: readonly unknown[]): string | null {
  if (typeof request !== 'object' || request === null || !('run' in request)) return null;
  return `${info.workflowExecution?.workflowId ?? info.activityId} run ${String(request.run)}`;
}
