import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** What an archived history says of its run. */
export interface ReadHistory {
  readonly events: number;
  /** Of the second argument, in JSON. */
  readonly carriedBytes: number;
  /** First to last event, seconds. */
  readonly seconds: number;
  /** How long each activity took, by its type, in order; milliseconds from its start to its end. */
  readonly activities: Readonly<Record<string, readonly number[]>>;
}

interface HistoryEvent {
  readonly eventId: string;
  readonly eventTime: string;
  readonly activityTaskScheduledEventAttributes?: { readonly activityType: { name: string } };
  readonly activityTaskStartedEventAttributes?: { readonly scheduledEventId: string };
  readonly activityTaskCompletedEventAttributes?: {
    readonly scheduledEventId: string;
    readonly startedEventId: string;
  };
  readonly workflowExecutionStartedEventAttributes?: {
    readonly input?: { readonly payloads?: readonly { readonly data: string }[] };
  };
}

export function readHistory(file: string): ReadHistory {
  const { events }: { events: readonly HistoryEvent[] } = JSON.parse(
    gunzipSync(readFileSync(file)).toString('utf8'),
  );
  const at = (id?: string): number =>
    Date.parse(events.find(({ eventId }) => eventId === id)?.eventTime ?? '');
  return {
    events: events.length,
    carriedBytes: carriedBytesIn(events),
    seconds: (at(events.at(-1)?.eventId) - at(events[0]?.eventId)) / 1000,
    activities: activitiesIn(events, at),
  };
}

function carriedBytesIn([first]: readonly HistoryEvent[]): number {
  const payloads = first?.workflowExecutionStartedEventAttributes?.input?.payloads;
  return Buffer.from(payloads?.[1]?.data ?? '', 'base64').length;
}

/** Per activity type how many milliseconds each of them took. */
function activitiesIn(
  events: readonly HistoryEvent[],
  at: (id?: string) => number,
): Record<string, number[]> {
  const activities: Record<string, number[]> = {};
  for (const { eventTime, activityTaskCompletedEventAttributes: completed } of events) {
    if (!completed) continue;
    const scheduled = events.find(({ eventId }) => eventId === completed.scheduledEventId);
    const name = scheduled?.activityTaskScheduledEventAttributes?.activityType.name ?? '';
    (activities[name] ??= []).push(Date.parse(eventTime) - at(completed.startedEventId));
  }
  return activities;
}
