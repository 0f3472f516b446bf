import type { StudyEvent } from '../history/study-event';
import type { Admitted } from '../study/carried-state';
import type { FiledRun } from './check-histories';
import type { SummarySource } from './cycle-material';
import type { Finding } from './finding';
import { cycleInputOf } from './read-cycle-input';
import { recomputeEvents } from './recompute-events';
import { eventsOfRun } from './recorded-events';
import type { Taken } from './take-manifests';

/** Recomputes each cycle's events, with the study and state that its run began with. */
export function* recomputeCycles(
  { roots, summaries }: Pick<Taken, 'roots' | 'summaries'>,
  events: readonly StudyEvent[],
): Generator<Finding> {
  const cycles = byCycle(events);
  const summaryOf: SummarySource = (evaluation, id) => summaries.get(`${evaluation} ${id}`);
  for (const { file, record } of roots) {
    const input = cycleInputOf(record);
    if (!input) continue;
    const own = cycleOf(input.carried?.cycle, record, cycles);
    const admitted = admittedIn(own) ?? input.carried?.admitted;
    if (!admitted) continue;
    for (const finding of recomputeEvents({ ...input, admitted, events: own, summaryOf })) {
      yield { file, ...finding };
    }
  }
}

function byCycle(events: readonly StudyEvent[]): ReadonlyMap<number, readonly StudyEvent[]> {
  const cycles = new Map<number, StudyEvent[]>();
  for (const event of events) {
    const own = cycles.get(event.cycle) ?? [];
    own.push(event);
    cycles.set(event.cycle, own);
  }
  return cycles;
}

function admittedIn(events: readonly StudyEvent[]): Admitted | undefined {
  const admission = events.find(({ type }) => type === 'study-admitted');
  return admission?.type === 'study-admitted' ? admission.admitted : undefined;
}

/** The events of the cycle that a run made: the cycle that its state says, or the one that its own events do. */
function cycleOf(
  carried: number | undefined,
  record: FiledRun['record'],
  cycles: ReadonlyMap<number, readonly StudyEvent[]>,
): readonly StudyEvent[] {
  const cycle = carried ?? eventsOfRun(record)[0]?.event.cycle;
  return (cycle !== undefined && cycles.get(cycle)) || [];
}
