import type { Client } from '@temporalio/client';
import type { Json } from '../../test/support/json';
import { eventsOfChain, evaluationsIn } from '../../test/support/what-followed';
import type { Round } from './rounds';

/** What an evaluation is told when the study is told this. */
const ORDERS: Readonly<Record<string, string>> = { pause: 'hold', resume: 'release', stop: 'stop' };

/** By the server's own clock: from the message to the study until its evaluation was told, in milliseconds. */
export async function orderTimes(client: Client, study: string): Promise<Round> {
  const events = await eventsOfChain(client, study);
  const evaluations = await Promise.all(
    evaluationsIn(events, study).map((id) => eventsOfChain(client, `${study}/${id}`)),
  );
  const told = evaluations.flat();
  const times: Record<string, number> = {};
  for (const [control, order] of Object.entries(ORDERS)) {
    const sent = events.find((event) => nameIn(event) === control);
    const heard = told.find((event) => orderIn(event) === order && at(event) >= at(sent));
    if (sent && heard) times[control] = at(heard) - at(sent);
  }
  return times;
}

function nameIn(event: Json): unknown {
  return (
    event.workflowExecutionSignaledEventAttributes?.signalName ??
    event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name
  );
}

function orderIn(event: Json): unknown {
  const data = event.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0]?.data;
  return data === undefined ? null : JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
}

function at(event: Json): number {
  return Date.parse(event?.eventTime ?? '');
}
