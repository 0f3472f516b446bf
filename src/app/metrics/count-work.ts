import type { EndState, EventBody, StudyEvent } from '../../history/study-event';
import { OUTCOMES } from '../../outcomes/outcome';
import type { RunRequest, RunResult } from '../../runs/run';
import type { Watcher } from '../observe/watcher';
import type { Labels, Write } from './instruments';

/** Counts the runs of a worker, and what it writes down of studies. */
export function countWork(write: Write): Watcher {
  for (const state of END_STATES) write('ended', 0, { state });
  return {
    runMade: (request, result, seconds) => countRun(write, request, { result, seconds }),
    runFailed: ({ study, spec }, code) =>
      write('runFailures', 1, { study, model: spec.model, code }),
    recorded: ({ events }) => {
      for (const event of events) countEvent(write, event);
    },
  };
}

function countRun(
  write: Write,
  { study, spec: { phase, model, variant } }: RunRequest,
  { result, seconds }: { readonly result: RunResult; readonly seconds: number },
): void {
  const { letters, measured } = result;
  const run = { study, phase, model, variant };
  const cost = { study, model };
  write('runs', 1, run);
  for (const outcome of OUTCOMES) {
    const items = letters.split(outcome).length - 1;
    if (items > 0) write('outcomes', items, { ...run, outcome });
  }
  write('calls', measured.calls, cost);
  write('tokens', measured.inputTokens, { ...cost, direction: 'input' });
  write('tokens', measured.outputTokens, { ...cost, direction: 'output' });
  if (measured.costUsd !== null) write('cost', Math.round(measured.costUsd * 1e6), cost);
  write('runSeconds', seconds, { model });
  write('queueSeconds', measured.queueMs / 1000, { model });
}

function countEvent(write: Write, event: StudyEvent): void {
  const { study } = event;
  if (event.type === 'baseline-measured') startAtZero(write, { study, phase: event.phase });
  if (event.type === 'study-ended') return write('ended', 1, { state: event.state });
  const verdict = verdictIn(event);
  if (verdict) write('verdicts', 1, { study, ...verdict });
  const change = changeIn(event);
  if (change) write('changes', 1, { study, ...change });
}

/** A rate cannot be told from a series that begins with its first event. */
function startAtZero(write: Write, phase: Labels): void {
  for (const verdict of VERDICTS) write('verdicts', 0, { ...phase, verdict });
  for (const [what, result] of CHANGES) write('changes', 0, { ...phase, what, result });
}

const VERDICTS = ['PROMOTE', 'HOLD', 'REJECT', 'INAPPLICABLE'];
const CHANGES = [
  ['promotion', 'kept'],
  ['promotion', 'undone'],
  ['repair', 'kept'],
  ['repair', 'undone'],
  ['route', 'undone'],
] as const;
const END_STATES: readonly EndState[] = ['finished', 'stopped', 'budget-spent', 'failed'];

type Told = Readonly<Record<string, string>> | null;

function verdictIn(event: EventBody): Told {
  if (event.type === 'candidate-decided') {
    return { phase: event.phase, verdict: event.decision.verdict };
  }
  if (event.type !== 'candidate-inapplicable') return null;
  return { phase: event.phase, verdict: 'INAPPLICABLE' };
}

function changeIn(event: EventBody): Told {
  if (event.type === 'baseline-promoted') return change(event.phase, 'promotion', 'kept');
  if (event.type === 'trial-kept') return change(event.to.phase, 'repair', 'kept');
  return undoneIn(event);
}

function undoneIn(event: EventBody): Told {
  const { type } = event;
  if (type === 'trial-undone') return change(event.trial.phase, 'repair', 'undone');
  if (type === 'promotion-verified' && !event.keep) {
    return change(event.phase, 'promotion', 'undone');
  }
  const rolledBack = type === 'route-watched' && event.verdict === 'rolled-back';
  return rolledBack ? change(event.phase, 'route', 'undone') : null;
}

function change(phase: string, what: string, result: string): Told {
  return { phase, what, result };
}
