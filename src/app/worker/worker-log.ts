import { DefaultLogger, type LogEntry } from '@temporalio/worker';

/** Meant for workers that were to have workflows; ours for models and stores have none. */
const NO_NEWS = 'No workflows registered, not polling for workflow tasks';

/** What the SDK has to warn of, each on one line: which activity of which workflow, which attempt, why. */
export function workerLog(say: (line: string) => void): DefaultLogger {
  return new DefaultLogger('WARN', (entry) => {
    if (entry.message !== NO_NEWS) say(lineOf(entry));
  });
}

function lineOf({ level, message, meta = {} }: LogEntry): string {
  const { activityType, workflowId, attempt, error } = meta;
  const what = [
    activityType,
    workflowId === undefined ? undefined : `of ${workflowId}`,
    attempt === undefined ? undefined : `attempt ${attempt}`,
  ].filter((part) => part !== undefined);
  const why = error instanceof Error ? `: ${error.message}` : '';
  return `${level.toLowerCase()}: ${message}${what.length > 0 ? ` (${what.join(', ')})` : ''}${why}`;
}
