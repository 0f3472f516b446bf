import type { Change } from '../../../candidates/changes';
import { changesBetween } from '../../../candidates/changes';
import { accuracyGain } from '../../../runs/accuracies';
import { type EventOf, ofType, type PhaseStory } from './story';

/** One step of a phase's route: from one spec to the next, and what it brought. */
export interface Step {
  readonly cycle: number;
  readonly kind: 'promoted' | 'repaired' | 'rolled back' | 'by hand';
  readonly changes: readonly Change[];
  /** In mean accuracy, candidate and baseline measured in the same cycle; null: nobody compared them. */
  readonly gain: number | null;
  /** Half the width of the gain's 95 % interval; null where there is none. */
  readonly margin: number | null;
  readonly p: number | null;
  readonly reason: string;
  /** Id of the event, to find it in the log. */
  readonly id: string;
}

const Z_95 = 1.96;

/** All steps of a phase, in order. */
export function stepsOf(phase: PhaseStory): readonly Step[] {
  const decisions = new Map(
    ofType(phase.events, 'candidate-decided').map((event) => [event.id, event]),
  );
  return phase.events.flatMap((event): readonly Step[] => {
    if (event.type === 'baseline-promoted') {
      return [promotion(event, decisions.get(event.decision))];
    }
    if (event.type === 'trial-kept') return [repair(event)];
    if (event.type === 'hand-edit') return [byHand(event)];
    if (event.type !== 'route-watched' || event.verdict !== 'rolled-back') return [];
    return [rollBack(event)];
  });
}

function promotion(
  event: EventOf<'baseline-promoted'>,
  decided: EventOf<'candidate-decided'> | undefined,
): Step {
  const { cycle, from, to, improvement, reason, id } = event;
  const test = decided?.decision.test;
  return {
    cycle,
    id,
    kind: 'promoted',
    changes: changesBetween(from, to),
    gain: improvement,
    margin: test ? Z_95 * test.standardError : null,
    p: test?.p ?? null,
    reason,
  };
}

function repair({ cycle, from, to, recommendation, summaries, id }: EventOf<'trial-kept'>): Step {
  const [old, tried] = summaries;
  return {
    cycle,
    id,
    kind: 'repaired',
    changes: changesBetween(from, to),
    gain: old && tried ? accuracyGain(tried, old) : null,
    margin: null,
    p: null,
    reason: recommendation.reason,
  };
}

function rollBack({ cycle, from, to, reason, id }: EventOf<'route-watched'>): Step {
  const changes = changesBetween(from, to);
  return { cycle, id, kind: 'rolled back', changes, gain: null, margin: null, p: null, reason };
}

function byHand({ cycle, from, to, id }: EventOf<'hand-edit'>): Step {
  const reason = "somebody edited the study's routing file";
  const changes = changesBetween(from, to);
  return { cycle, id, kind: 'by hand', changes, gain: null, margin: null, p: null, reason };
}
