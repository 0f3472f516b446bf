import type { WorkflowInterceptors, WorkflowInternalsInterceptor } from '@temporalio/workflow';
import { ASK_AGAIN, CLOSED_RUN } from '../src/contract';

type Activation = Parameters<
  NonNullable<WorkflowInternalsInterceptor['activate']>
>[0]['activation'];
type Query = NonNullable<NonNullable<NonNullable<Activation['jobs']>[number]>['queryWorkflow']>;

/** Where in the history an activation stands. */
interface Place {
  /** Of the workflow task that it belongs to. */
  readonly task: string;
  readonly events: number;
}

/**
 * Keeps a workflow from going ahead of its tasks. A query that comes to a worker which does not have the workflow in
 * memory makes the SDK's core read the whole history, also what no task has been made of yet: a timer that fired, a
 * message. The workflow is told of it, at the time of the task before, and what it does then goes out with the next
 * task, though no replay would do it so: every later one fails (decision 0089). Such a query is refused, and with it
 * goes the workflow out of the worker's memory. To a closed run, for which no task comes any more, it does no harm.
 */
export function interceptors(): WorkflowInterceptors {
  let place: Place | null = null;
  let ahead = false;
  const follow = (activation: Activation): void => {
    const now = placeOf(activation);
    if (ahead && now.task !== place?.task) throw new Error(ASK_AGAIN);
    ahead ||= isAhead(now, place);
    place = now;
  };
  return {
    internals: [
      {
        activate(input, next) {
          const query = queryOf(input.activation);
          if (!query) follow(input.activation);
          else if (ahead && !isToClosedRun(query)) throw new Error(ASK_AGAIN);
          next(input);
        },
      },
    ],
  };
}

/** The SDK gives queries and other news apart. */
function queryOf({ jobs }: Activation): Query | null | undefined {
  return jobs?.[0]?.queryWorkflow;
}

/** The time of the task and the size of the history at it: no two tasks of a run have both the same. */
function placeOf({ timestamp, historySizeBytes, historyLength }: Activation): Place {
  const task = [timestamp?.seconds, timestamp?.nanos, historySizeBytes].map(String).join(' ');
  return { task, events: historyLength ?? 0 };
}

/** More events, and yet no other task. */
function isAhead(now: Place, before: Place | null): boolean {
  return before !== null && now.task === before.task && now.events > before.events;
}

function isToClosedRun({ arguments: given }: Query): boolean {
  const data = given?.[0]?.data;
  return !!data && new TextDecoder().decode(data) === JSON.stringify(CLOSED_RUN);
}
