import type { StudyEvent } from '../../history/study-event';
import { specId } from '../../spec/spec-id';
import type { LogLevel } from './log';

/** An event of a study in one sentence, and the spec that it is about. */
export interface EventWords {
  readonly words: string;
  readonly spec?: string;
  readonly level: LogLevel;
}

/** What an operator wants to read of an event; what only fills a cycle's record is told at `debug`. */
export function wordsOfEvent(event: StudyEvent): EventWords {
  return (
    wordsOfDecision(event) ??
    wordsOfRoute(event) ??
    wordsOfStudy(event) ?? { words: event.type, level: 'debug' }
  );
}

function wordsOfDecision(event: StudyEvent): EventWords | null {
  const { type } = event;
  if (type === 'baseline-measured') {
    return info('baseline measured', event.summary.specId);
  }
  if (type === 'candidate-decided') {
    const { verdict, reason } = event.decision;
    return info(`${verdict}: ${reason}`, event.summary.specId);
  }
  if (type === 'candidate-inapplicable') {
    return info(`inapplicable: ${event.reason}`, specId(event.candidate.spec));
  }
  return null;
}

/** What was taken back is a warning. */
function wordsOfRoute(event: StudyEvent): EventWords | null {
  const { type } = event;
  if (type === 'baseline-promoted') return info(`promoted: ${event.reason}`, specId(event.to));
  if (type === 'promotion-verified') {
    const told = info(`promotion ${event.keep ? 'verified' : 'undone'}: ${event.reason}`);
    return { ...told, spec: specId(event.to), level: event.keep ? 'info' : 'warn' };
  }
  if (type === 'route-watched') {
    const level = event.verdict === 'as-promised' ? 'info' : 'warn';
    return { words: `route ${event.verdict}: ${event.reason}`, spec: specId(event.to), level };
  }
  return wordsOfTrial(event);
}

function wordsOfTrial(event: StudyEvent): EventWords | null {
  const { type } = event;
  if (type !== 'trial-kept' && type !== 'trial-undone') return null;
  const spec = specId(type === 'trial-kept' ? event.to : event.trial);
  return info(
    `repair ${type === 'trial-kept' ? 'kept' : 'undone'}: ${event.recommendation.reason}`,
    spec,
  );
}

function wordsOfStudy(event: StudyEvent): EventWords | null {
  const { type } = event;
  if (type === 'ceiling-reached') return info(event.sentence);
  if (type === 'control') return info(`message ${event.control.name}: ${event.control.note}`);
  if (type !== 'study-ended') return null;
  const told = info(`study ended, ${event.state}: ${event.reason}`);
  return event.state === 'failed' ? { ...told, level: 'error' } : told;
}

function info(words: string, spec?: string): EventWords {
  return { words, level: 'info', ...(spec !== undefined && { spec }) };
}
