import { meanAccuracy } from '../../../runs/accuracies';
import { type Step, stepsOf } from './steps';
import { ofType, type PhaseStory } from './story';

/** The improvement of one phase, cycle by cycle. */
export interface Improvement {
  /** Mean accuracy of the baseline as each cycle measured it, in [0, 1]. */
  readonly measured: readonly { readonly cycle: number; readonly accuracy: number }[];
  /** The first measurement and every step's gain on top of it: goes down by roll-backs and hand edits alone. */
  readonly certified: readonly { readonly cycle: number; readonly accuracy: number }[];
}

export function improvementOf(phase: PhaseStory): Improvement {
  const baselines = ofType(phase.events, 'baseline-measured');
  const measured = baselines.map(({ cycle, summary }) => ({
    cycle: cycle - 1,
    accuracy: meanAccuracy(summary),
  }));
  const [start] = measured;
  if (!start) return { measured, certified: [] };
  const certified = [start];
  for (const step of stepsOf(phase)) {
    const accuracy = afterStep(step, certified.at(-1)?.accuracy ?? 0, measured);
    if (accuracy !== null) certified.push({ cycle: step.cycle, accuracy });
  }
  const end = Math.max(...phase.events.map(({ cycle }) => cycle));
  const last = certified.at(-1);
  if (last && last.cycle < end) certified.push({ cycle: end, accuracy: last.accuracy });
  return { measured, certified };
}

/** Accuracy at both ends of the certified line; null where nothing was measured. */
export function endsOf({ certified }: Improvement): {
  readonly first: number | null;
  readonly last: number | null;
} {
  return { first: certified[0]?.accuracy ?? null, last: certified.at(-1)?.accuracy ?? null };
}

/** A step that nobody compared stands where the next cycle measures it. */
function afterStep(step: Step, before: number, measured: Improvement['measured']): number | null {
  if (step.gain !== null) return Math.min(1, before + step.gain);
  return measured.find(({ cycle }) => cycle >= step.cycle)?.accuracy ?? null;
}
