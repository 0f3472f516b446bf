import type { StudyEvent } from '../../history/study-event';
import type { RunRequest, RunResult } from '../../runs/run';
import type { Watcher } from '../observe/watcher';
import { fieldsOfRun } from './fields-of-run';
import type { Log, LogFields } from './log';
import { wordsOfEvent } from './words-of-event';

/** Tells the runs of a worker, and what it writes down of studies. */
export function tellWork(log: Log): Watcher {
  return {
    runMade: (request, result, seconds) => tellRun(log, request, { result, seconds }),
    recorded: ({ events }) => {
      for (const event of events) tellEvent(log, event);
    },
  };
}

function tellRun(
  log: Log,
  request: RunRequest,
  { result, seconds }: { readonly result: RunResult; readonly seconds: number },
): void {
  const { letters, measured } = result;
  const right = letters.split('P').length - 1;
  const message = `run made: ${letters}, ${right} of ${letters.length} right, ${seconds.toFixed(1)} s`;
  log('info', message, {
    text: `${request.evaluation} run ${request.run}: ${message}`,
    fields: {
      ...fieldsOfRun(request),
      attempt: measured.attempt,
      outcomes: letters,
      seconds: Math.round(seconds * 1000) / 1000,
      queueMs: measured.queueMs,
      inputTokens: measured.inputTokens,
      outputTokens: measured.outputTokens,
    },
  });
}

function tellEvent(log: Log, event: StudyEvent): void {
  const { study, cycle, id, type } = event;
  const { level, words, spec } = wordsOfEvent(event);
  const fields = { study, cycle, ...phaseOf(event), ...(spec && { spec }), event: id, type };
  log(level, words, { text: `${study} ${id}: ${words}`, fields });
}

function phaseOf(event: StudyEvent): Pick<LogFields, 'phase'> {
  if ('phase' in event) return { phase: event.phase };
  return 'recommendation' in event && event.recommendation
    ? { phase: event.recommendation.phase }
    : {};
}
