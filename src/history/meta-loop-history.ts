import { specId } from '../spec/spec-id';
import { type EventOf, upserted } from './event-entry';
import type { StudyEvent } from './study-event';

/** What `meta_loop_history.json` says: what each cycle made of each phase, oldest first. */
export interface MetaLoopHistory {
  readonly schemaVersion: 1;
  readonly study: string;
  readonly cycles: readonly CycleOutcome[];
  /** Recommendations that were tried and kept. */
  readonly repairs: readonly Repair[];
}

export interface CycleOutcome {
  readonly cycle: number;
  readonly phase: string;
  /** Spec id of the baseline that the cycle began with. */
  readonly baseline_was: string;
  /** Spec id of the baseline that it ended with; the same where nothing was better. */
  readonly winner: string;
  /** Gain in mean accuracy on this suite, in [-1, 1]. */
  readonly improvement: number;
  /** Per candidate what was decided. */
  readonly verdicts: EventOf<'phase-closed'>['verdicts'];
}

export interface Repair {
  readonly cycle: number;
  readonly phase: string;
  /** Id of the recommendation. */
  readonly recommendation: string;
  readonly diagnosis: string;
  readonly from: string;
  readonly to: string;
  readonly metric: string;
  /** By how much the metric was to move, and by how much it moved in the verification, in its own unit. */
  readonly predicted: number;
  readonly moved: number | null;
}

/** The history after one more event; the same events once more change nothing. */
export function advanceHistory(
  before: MetaLoopHistory | undefined,
  event: StudyEvent,
): MetaLoopHistory {
  const history = before ?? { schemaVersion: 1, study: event.study, cycles: [], repairs: [] };
  if (event.type === 'phase-closed') {
    return { ...history, cycles: upserted(history.cycles, cycleOutcome(event), cycleKey) };
  }
  if (event.type === 'trial-kept') {
    return { ...history, repairs: upserted(history.repairs, repair(event), repairKey) };
  }
  return history;
}

function cycleOutcome(event: EventOf<'phase-closed'>): CycleOutcome {
  return {
    cycle: event.cycle,
    phase: event.phase,
    baseline_was: specId(event.baselineWas),
    winner: specId(event.winner),
    improvement: event.improvement,
    verdicts: event.verdicts,
  };
}

function cycleKey({ cycle, phase }: CycleOutcome): string {
  return `${cycle}/${phase}`;
}

function repair({ cycle, recommendation, from, to }: EventOf<'trial-kept'>): Repair {
  return {
    cycle,
    phase: recommendation.phase,
    recommendation: recommendation.id,
    diagnosis: recommendation.diagnosis,
    from: specId(from),
    to: specId(to),
    metric: recommendation.metric,
    predicted: recommendation.predicted,
    moved: recommendation.measured,
  };
}

function repairKey({ recommendation }: Repair): string {
  return recommendation;
}
