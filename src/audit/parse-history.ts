import { z } from 'zod';
import type { Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';
import { payloadValue } from './payload-value';

/** One event of a history as the Temporal CLI writes it: what an audit reads of it. */
export type HistoryEvent = z.infer<typeof event>;

const payload = z
  .object({
    metadata: z.object({ encoding: z.base64().optional() }).optional(),
    data: z.base64().optional(),
  })
  .transform(({ metadata, data }, context) => {
    const value = payloadValue(metadata?.encoding, data);
    if (value.ok) return value.value;
    context.addIssue({ code: 'custom', message: value.why });
    return z.NEVER;
  });

const payloads = z
  .object({ payloads: z.array(payload).optional() })
  .optional()
  .transform((found) => found?.payloads ?? []);

const number = z
  .string()
  .regex(/^[1-9]\d*$/)
  .transform(Number);
const named = z.object({ name: z.string() });
const execution = z.object({ workflowId: z.string(), runId: z.string() });
const version = z.object({ buildId: z.string().optional() }).optional();
const ended = z.object({ initiatedEventId: number, workflowExecution: execution });
const scheduled = z.object({ scheduledEventId: number });

const failure = z.object({
  message: z.string().optional(),
  applicationFailureInfo: z.object({ type: z.string().optional() }).optional(),
});

const event = z.object({
  eventId: number,
  eventTime: z.string().optional(),
  eventType: z.string(),
  workflowExecutionStartedEventAttributes: z
    .object({
      workflowType: named,
      workflowId: z.string().optional(),
      originalExecutionRunId: z.string().optional(),
      continuedExecutionRunId: z.string().optional(),
      parentWorkflowExecution: execution.optional(),
      input: payloads,
    })
    .optional(),
  workflowExecutionCompletedEventAttributes: z.object({ result: payloads }).optional(),
  workflowExecutionContinuedAsNewEventAttributes: z
    .object({ newExecutionRunId: z.string(), input: payloads })
    .optional(),
  workflowTaskCompletedEventAttributes: z.object({ workerVersion: version }).optional(),
  activityTaskScheduledEventAttributes: z
    .object({ activityId: z.string(), activityType: named, input: payloads })
    .optional(),
  activityTaskCompletedEventAttributes: scheduled.extend({ result: payloads }).optional(),
  activityTaskFailedEventAttributes: scheduled.extend({ failure: failure.optional() }).optional(),
  activityTaskTimedOutEventAttributes: scheduled.optional(),
  activityTaskCanceledEventAttributes: scheduled.optional(),
  startChildWorkflowExecutionInitiatedEventAttributes: z
    .object({ workflowId: z.string(), workflowType: named, input: payloads })
    .optional(),
  startChildWorkflowExecutionFailedEventAttributes: z
    .object({ initiatedEventId: number })
    .optional(),
  childWorkflowExecutionStartedEventAttributes: ended.optional(),
  childWorkflowExecutionCompletedEventAttributes: ended.extend({ result: payloads }).optional(),
  childWorkflowExecutionFailedEventAttributes: ended.optional(),
  childWorkflowExecutionCanceledEventAttributes: ended.optional(),
  childWorkflowExecutionTimedOutEventAttributes: ended.optional(),
  childWorkflowExecutionTerminatedEventAttributes: ended.optional(),
  workflowExecutionSignaledEventAttributes: z
    .object({ signalName: z.string(), input: payloads })
    .optional(),
  workflowExecutionUpdateAcceptedEventAttributes: z
    .object({
      acceptedRequest: z
        .object({ input: z.object({ name: z.string(), args: payloads }).optional() })
        .optional(),
    })
    .optional(),
  markerRecordedEventAttributes: z
    .object({ markerName: z.string(), details: z.record(z.string(), payloads).optional() })
    .optional(),
});

const history = z.object({ events: z.array(event).min(1) });

/** Reads the JSON of a history, or says what is wrong with it and where. */
export function parseHistory(json: unknown): Parsed<readonly HistoryEvent[]> {
  const parsed = history.safeParse(json);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, json) };
  return { ok: true, value: parsed.data.events };
}
