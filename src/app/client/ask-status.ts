import {
  type Client,
  isGrpcCancelledError,
  isGrpcDeadlineError,
  type WorkflowExecutionDescription,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { STATUS_QUERY } from '../../contract';
import type { StudyStatus } from '../../study/status';
import { invocation } from '../invocation';
import { askWorkflow } from './ask-workflow';
import { listenersOf } from './listeners';

/** Longest wait for a worker's answer, in milliseconds. */
export const ANSWER_LIMIT_MS = 10_000;

/** The study's own word on where it stands, or why there is none. */
export type StatusAnswer =
  | { readonly status: StudyStatus; readonly silence: null }
  | { readonly status: null; readonly silence: string };

/** Asks a study where it stands. Only a worker can answer: without one, this says so instead of waiting. */
export async function askStatus(
  client: Client,
  {
    workflowId,
    taskQueue,
    status: { name },
  }: Pick<WorkflowExecutionDescription, 'workflowId' | 'taskQueue' | 'status'>,
  limitMs = ANSWER_LIMIT_MS,
): Promise<StatusAnswer> {
  const silence = await silenceOf(client, taskQueue);
  if (silence !== null) return { status: null, silence };
  try {
    const closed = name !== 'RUNNING';
    const question = { workflowId, query: STATUS_QUERY, closed, limitMs };
    const status = await askWorkflow<StudyStatus>(client, question);
    return { status, silence: null };
  } catch (error) {
    return { status: null, silence: await whyNoAnswer(client, taskQueue, error) };
  }
}

/** Says that no worker listens to the workflows' queue; null when one does. */
export async function silenceOf(client: Client, queue: string): Promise<string | null> {
  const listeners = await listenersOf(client, queue, 'workflow');
  return listeners.length > 0 ? null : noListener(queue);
}

export function noListener(queue: string): string {
  return `no worker listens to the queue ${queue}; start one: ${invocation('worker')}`;
}

/** What to say when a worker was there a moment ago and gave no answer. */
export async function whyNoAnswer(client: Client, queue: string, error: unknown): Promise<string> {
  const [listener] = await listenersOf(client, queue, 'workflow');
  if (!listener) return noListener(queue);
  return `no worker answers on the queue ${queue}${reasonOf(error)}; the last one that listened was ${listener.identity}; if it was stopped, start one: ${invocation('worker')}`;
}

/** That time ran out is no reason: it is what was said before. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause ?? error;
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return '';
  if (isGrpcDeadlineError(cause) || isGrpcCancelledError(cause)) return '';
  return ` (${cause instanceof Error ? cause.message : error.message})`;
}
