import { type LogMetadata, SdkComponent } from '@temporalio/common';
import { DefaultLogger, type LogEntry, type LogLevel as SdkLevel } from '@temporalio/worker';
import { ASK_AGAIN } from '../../contract';
import { LOG_LEVELS, type Log, type LogFields, type LogLevel } from './log';
import { subjectOf } from './subject-of';

/** Meant for workers that were to have workflows; ours for models and stores have none. */
const NO_NEWS = 'No workflows registered, not polling for workflow tasks';

const LEVELS: Readonly<Record<SdkLevel, LogLevel>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** What the SDK, its core, workflows and activities say, told by our log. */
export function sdkLog(log: Log): DefaultLogger {
  return new DefaultLogger('TRACE', (entry) => {
    if (entry.message === NO_NEWS) return;
    const { message, meta = {} } = entry;
    log(levelOf(entry), message, { fields: fieldsOf(meta), text: textOf(entry) });
  });
}

/** How the SDK goes about its work is of interest to whoever looks for a fault. */
function levelOf({ level, meta = {} }: LogEntry): LogLevel {
  if (isRefusedQuery(meta)) return 'debug';
  const own = [SdkComponent.workflow, SdkComponent.activity].some(
    (component) => component === meta['sdkComponent'],
  );
  const known = LEVELS[level];
  return own || LOG_LEVELS.indexOf(known) > LOG_LEVELS.indexOf('info') ? known : quieter(known);
}

/** Whoever asked is told; nothing failed but the question. */
function isRefusedQuery({ error, failure }: LogMetadata): boolean {
  const why = error instanceof Error ? error.message : failure;
  return typeof why === 'string' && why.includes(ASK_AGAIN);
}

function quieter(level: LogLevel): LogLevel {
  return level === 'info' ? 'debug' : level;
}

/** Names of the SDK that stay as they are; its `runId` would be taken for a run. */
const KEPT = [
  'activityType',
  'workflowId',
  'workflowType',
  'attempt',
  'taskQueue',
  'sdkComponent',
  'code',
  'study',
  'cycle',
  'phase',
  'spec',
  'evaluation',
  'run',
];

/** Characters of what the core tells of a failure: enough to know it by. */
const MOST_TOLD = 1_000;

function fieldsOf(meta: LogMetadata): LogFields {
  const { workflowId, runId, error, failure } = meta;
  const known = KEPT.flatMap((name): [string, string | number][] => {
    const value: unknown = meta[name];
    return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
  });
  return {
    ...(typeof workflowId === 'string' && subjectOf(workflowId)),
    ...Object.fromEntries(known),
    ...(typeof runId === 'string' && { workflowRunId: runId }),
    ...(typeof failure === 'string' && { error: failure.slice(0, MOST_TOLD) }),
    ...(error instanceof Error && { error: error.message }),
  };
}

/** Which activity of which workflow, which attempt, why. */
function textOf({ message, meta = {} }: LogEntry): string {
  const { activityType, workflowId, attempt, error } = meta;
  const what = [
    activityType,
    workflowId === undefined ? undefined : `of ${workflowId}`,
    attempt === undefined ? undefined : `attempt ${attempt}`,
  ].filter((part) => part !== undefined);
  const why = error instanceof Error ? `: ${error.message}` : '';
  return `${message}${what.length > 0 ? ` (${what.join(', ')})` : ''}${why}`;
}
