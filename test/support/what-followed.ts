import type { Client } from '@temporalio/client';
import { chainOf } from './chain';
import type { Json } from './json';

/** The events of a study's runs, one after another. */
export async function eventsOfChain(client: Client, study: string): Promise<readonly Json[]> {
  const runs = await chainOf(client, study);
  return runs.flatMap(({ history }) => JSON.parse(history).events);
}

/** The evaluations that a study began, in order: `c1/atomic/e0-baseline`. */
export function evaluationsIn(events: readonly Json[], study: string): readonly string[] {
  return events
    .map((event) => event.startChildWorkflowExecutionInitiatedEventAttributes)
    .filter((child) => child?.workflowType.name === 'evaluateSpec')
    .map(({ workflowId }) => String(workflowId).slice(study.length + 1));
}

/** Types of the events from the message on to the signal that passes it to an evaluation, both left out. */
export function untilForwarded(events: readonly Json[], control: string): readonly string[] {
  const from = events.findIndex((event) => nameOfMessage(event) === control);
  const rest = events.slice(from + 1).map(({ eventType }) => String(eventType));
  return rest.slice(0, rest.indexOf('EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED'));
}

function nameOfMessage(event: Json): unknown {
  return (
    event.workflowExecutionSignaledEventAttributes?.signalName ??
    event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name
  );
}

/** How many runs an evaluation began, and how many of them after it was first told to hold or to stop. */
export async function runsOf(
  client: Client,
  evaluation: string,
): Promise<{ readonly begun: number; readonly afterTheOrder: number }> {
  const events = await eventsOfChain(client, evaluation);
  const runs = (of: readonly Json[]): number =>
    of.filter(({ eventType }) => eventType === 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED').length;
  const order = events.findIndex((event) => nameOfMessage(event) === 'control');
  return { begun: runs(events), afterTheOrder: order < 0 ? 0 : runs(events.slice(order)) };
}
