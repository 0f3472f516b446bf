import type { Client } from '@temporalio/client';
import { WORKFLOWS } from '../../../src/contract';

/** The runs of a study as the server's histories tell of them. */
export interface MadeRuns {
  readonly runs: number;
  /** Made by a second attempt or a later one. */
  readonly repeated: number;
  /** What is wrong: a run that was made twice, or one whose result does not tell by which attempt. */
  readonly faults: readonly string[];
}

export async function madeRuns(client: Client): Promise<MadeRuns> {
  const seen = new Set<string>();
  const faults: string[] = [];
  let repeated = 0;
  const query = `WorkflowType IN ('${WORKFLOWS.evaluation}', '${WORKFLOWS.enforcement}')`;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    for (const { name, attempt, told } of runsIn(history.events ?? [])) {
      if (seen.has(name)) faults.push(`${name} was made twice`);
      seen.add(name);
      if (attempt > 1) repeated += 1;
      if (told !== attempt) faults.push(`${name}: attempt ${attempt}, its result says ${told}`);
    }
  }
  return { runs: seen.size, repeated, faults };
}

type Events = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>;

function* runsIn(events: Events) {
  const asked = new Map<string, string>();
  const attempts = new Map<string, number>();
  for (const event of events) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    const started = event.activityTaskStartedEventAttributes;
    const completed = event.activityTaskCompletedEventAttributes;
    if (isRun(scheduled)) asked.set(String(event.eventId), nameOf(scheduled?.input));
    if (started) attempts.set(String(started.scheduledEventId), Number(started.attempt));
    const name = asked.get(String(completed?.scheduledEventId));
    if (!completed || name === undefined) continue;
    const attempt = attempts.get(String(completed.scheduledEventId));
    yield { name, attempt: Number(attempt), told: attemptToldBy(completed.result) };
  }
}

function isRun(scheduled: Events[number]['activityTaskScheduledEventAttributes']): boolean {
  return scheduled?.activityType?.name === 'measureRun';
}

function nameOf(input: Payloads): string {
  const { evaluation, run } = JSON.parse(textOf(input));
  return `${evaluation} run ${run}`;
}

function attemptToldBy(result: Payloads): number {
  return JSON.parse(textOf(result)).measured.attempt;
}

type Payloads = NonNullable<Events[number]['activityTaskCompletedEventAttributes']>['result'];

function textOf(payloads: Payloads): string {
  return Buffer.from(payloads?.payloads?.[0]?.data ?? []).toString('utf8');
}
