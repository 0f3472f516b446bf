import type { Parsed } from '../input-issue';
import { type HistoryEvent, parseHistory } from './parse-history';
import type {
  ActivityOutcome,
  ActivityRecord,
  BuildUse,
  ChildRecord,
  MessageRecord,
  RunEnd,
  RunRecord,
} from './run-record';

/**
 * What a history says of its run.
 *
 * @param run - the ids that the archive gives it: a history does not hold them in every version
 */
export function readRun(
  run: { readonly workflowId: string; readonly runId: string },
  json: unknown,
): Parsed<RunRecord> {
  const parsed = parseHistory(json);
  if (!parsed.ok) return parsed;
  const events = parsed.value;
  const started = events[0]?.workflowExecutionStartedEventAttributes;
  if (!started) {
    const message = 'expected the start of a workflow as first event';
    return { ok: false, issues: [{ path: ['events', 0], message }] };
  }
  const gap = events.findIndex(({ eventId }, place) => eventId !== place + 1);
  if (gap >= 0) {
    const message = `expected event ${gap + 1}, found ${events[gap]?.eventId}`;
    return { ok: false, issues: [{ path: ['events', gap, 'eventId'], message }] };
  }
  const record: RunRecord = {
    workflowId: started.workflowId ?? run.workflowId,
    runId: started.originalExecutionRunId ?? run.runId,
    type: started.workflowType.name,
    input: started.input,
    events: events.length,
    builds: buildsIn(events),
    activities: activitiesIn(events),
    children: childrenIn(events),
    messages: events.flatMap(messageIn),
    patches: events.flatMap(patchIn),
    end: endIn(events.at(-1)),
  };
  return { ok: true, value: record };
}

function buildsIn(events: readonly HistoryEvent[]): readonly BuildUse[] {
  const uses: BuildUse[] = [];
  for (const { eventId, workflowTaskCompletedEventAttributes: completed } of events) {
    const build = completed?.workerVersion?.buildId;
    if (build === undefined) continue;
    if (uses.at(-1)?.build === build) uses.pop();
    uses.push({ build, lastEvent: eventId });
  }
  return uses;
}

function activitiesIn(events: readonly HistoryEvent[]): readonly ActivityRecord[] {
  const outcomes = new Map(
    events.flatMap((event) =>
      activityOutcome(event).map(
        ([scheduled, outcome]) => [scheduled, { outcome, at: event.eventTime ?? null }] as const,
      ),
    ),
  );
  return events.flatMap(
    ({ eventId, eventTime, activityTaskScheduledEventAttributes: scheduled }) => {
      if (!scheduled) return [];
      const { activityId: id, activityType, input } = scheduled;
      const { outcome, at } = outcomes.get(eventId) ?? { outcome: null, at: null };
      const times = { scheduledAt: eventTime ?? null, endedAt: at };
      return [{ event: eventId, id, type: activityType.name, input, outcome, ...times }];
    },
  );
}

/** What became of an activity, by the number of the event that scheduled it. */
function activityOutcome(event: HistoryEvent): readonly (readonly [number, ActivityOutcome])[] {
  const completed = event.activityTaskCompletedEventAttributes;
  if (completed) {
    return [[completed.scheduledEventId, { kind: 'completed', result: completed.result[0] }]];
  }
  const timedOut = event.activityTaskTimedOutEventAttributes;
  if (timedOut) return [[timedOut.scheduledEventId, { kind: 'timed-out' }]];
  const cancelled = event.activityTaskCanceledEventAttributes;
  if (cancelled) return [[cancelled.scheduledEventId, { kind: 'cancelled' }]];
  const failed = event.activityTaskFailedEventAttributes;
  return failed ? [[failed.scheduledEventId, failureOf(failed.failure)]] : [];
}

type Failure = NonNullable<HistoryEvent['activityTaskFailedEventAttributes']>['failure'];

function failureOf(failure: Failure): ActivityOutcome {
  const code = failure?.applicationFailureInfo?.type ?? null;
  return { kind: 'failed', code, message: failure?.message ?? '' };
}

function childrenIn(events: readonly HistoryEvent[]): readonly ChildRecord[] {
  const runs = new Map<number, string>();
  const outcomes = new Map<number, ChildRecord['outcome']>();
  for (const event of events) {
    const started = event.childWorkflowExecutionStartedEventAttributes;
    if (started) runs.set(started.initiatedEventId, started.workflowExecution.runId);
    const completed = event.childWorkflowExecutionCompletedEventAttributes;
    if (completed) {
      outcomes.set(completed.initiatedEventId, { kind: 'completed', result: completed.result[0] });
    }
    for (const [kind, ended] of childEnds(event)) {
      if (ended) outcomes.set(ended.initiatedEventId, { kind });
    }
  }
  return events.flatMap(({ eventId, startChildWorkflowExecutionInitiatedEventAttributes: asked }) =>
    asked
      ? [
          {
            event: eventId,
            workflowId: asked.workflowId,
            type: asked.workflowType.name,
            input: asked.input,
            runId: runs.get(eventId) ?? null,
            outcome: outcomes.get(eventId) ?? null,
          },
        ]
      : [],
  );
}

function childEnds(event: HistoryEvent) {
  return [
    ['failed', event.childWorkflowExecutionFailedEventAttributes],
    ['failed', event.startChildWorkflowExecutionFailedEventAttributes],
    ['cancelled', event.childWorkflowExecutionCanceledEventAttributes],
    ['timed-out', event.childWorkflowExecutionTimedOutEventAttributes],
    ['terminated', event.childWorkflowExecutionTerminatedEventAttributes],
  ] as const;
}

function messageIn(event: HistoryEvent): readonly MessageRecord[] {
  const signal = event.workflowExecutionSignaledEventAttributes;
  if (signal) {
    return [{ event: event.eventId, name: signal.signalName, payload: signal.input[0] }];
  }
  const update = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input;
  return update ? [{ event: event.eventId, name: update.name, payload: update.args[0] }] : [];
}

function patchIn({ markerRecordedEventAttributes: marker }: HistoryEvent): readonly string[] {
  if (marker?.markerName !== 'core_patch') return [];
  return Object.values(marker.details ?? {})
    .flat()
    .flatMap((value) => {
      const id: unknown = Object(value).id;
      return typeof id === 'string' ? [id] : [];
    });
}

function endIn(event: HistoryEvent | undefined): RunEnd | null {
  const completed = event?.workflowExecutionCompletedEventAttributes;
  if (completed) return { kind: 'completed', result: completed.result[0] };
  const continued = event?.workflowExecutionContinuedAsNewEventAttributes;
  if (continued) {
    const { input, newExecutionRunId } = continued;
    return { kind: 'continued-as-new', input, runId: newExecutionRunId };
  }
  const kind = ENDS[event?.eventType ?? ''];
  return kind ? { kind } : null;
}

const ENDS: Readonly<Record<string, 'failed' | 'cancelled' | 'timed-out' | 'terminated'>> = {
  EVENT_TYPE_WORKFLOW_EXECUTION_FAILED: 'failed',
  EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED: 'cancelled',
  EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT: 'timed-out',
  EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED: 'terminated',
};
