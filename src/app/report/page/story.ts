import type { StudyEvent } from '../../../history/study-event';
import type { Spec } from '../../../spec/spec';

export type EventOf<Type extends StudyEvent['type']> = StudyEvent & { readonly type: Type };

/** A study's events, as the sections of a report ask for them. */
export interface Story {
  readonly study: string;
  readonly events: readonly StudyEvent[];
  readonly admitted: EventOf<'study-admitted'>;
  readonly ended: EventOf<'study-ended'> | null;
  readonly phases: readonly PhaseStory[];
}

/** What happened in one phase, in order. */
export interface PhaseStory {
  readonly phase: string;
  readonly first: Spec;
  readonly events: readonly StudyEvent[];
}

/** @returns null for a log that does not begin with the study's admission */
export function storyOf(study: string, events: readonly StudyEvent[]): Story | null {
  const admissions = ofType(events, 'study-admitted');
  const [first] = admissions;
  const admitted = admissions.at(-1);
  if (!first || !admitted) return null;
  const phases = new Map<string, Spec>();
  for (const { phase, spec } of admissions.flatMap(({ baselines }) => baselines)) {
    if (!phases.has(phase)) phases.set(phase, spec);
  }
  return {
    study,
    events,
    admitted,
    ended: endOf(events),
    phases: [...phases].map(([phase, spec]) => ({
      phase,
      first: spec,
      events: events.filter((event) => phaseOf(event) === phase),
    })),
  };
}

export function ofType<Type extends StudyEvent['type']>(
  events: readonly StudyEvent[],
  type: Type,
): readonly EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** A study that was started again after its end has not ended. */
function endOf(events: readonly StudyEvent[]): EventOf<'study-ended'> | null {
  const last = events.findLast(({ type }) => type === 'study-ended' || type === 'study-admitted');
  return last?.type === 'study-ended' ? last : null;
}

/** Null for what concerns the study as a whole. */
export function phaseOf(event: StudyEvent): string | null {
  if ('phase' in event) return event.phase;
  return 'recommendation' in event ? event.recommendation.phase : null;
}
