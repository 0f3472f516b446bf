import { seededRandom } from '../../../src/statistics/seeded-random';
import type { FaultKind, Form, Moment, Plan } from './fault';

/** How long a study is when nothing disturbs it. */
export interface StudyLength {
  readonly questions: number;
  readonly events: number;
}

/** Faults strike in the part of a study from here to there: later ones are struck as well, since faults add to it. */
const FIRST_PART = 0.03;
const LAST_PART = 0.9;
/** How often a moment is told by events rather than questions. */
const BY_EVENTS = 0.3;

/**
 * Which faults strike a study, and when. The same seed, kinds and length give the same plan.
 *
 * @param kinds - one fault each, in drawn order
 */
export function makePlan(
  seed: number,
  kinds: readonly FaultKind[],
  { length, form }: { readonly length: StudyLength; readonly form: Form },
): Plan {
  const random = seededRandom(seed);
  const whole = (first: number, last: number): number =>
    first + Math.floor(random() * (last - first + 1));
  const parts = kinds
    .map(() => FIRST_PART + random() * (LAST_PART - FIRST_PART))
    .toSorted((one, other) => one - other);
  const faults = shuffled(kinds, random).map((kind, place) => ({
    kind: kind.name,
    settings: kind.draw(whole, form),
    moment: momentAt(parts[place] ?? 0, length, random() < BY_EVENTS && !kind.needsQuestions),
  }));
  return { seed, faults };
}

function momentAt(part: number, { questions, events }: StudyLength, byEvents: boolean): Moment {
  return byEvents
    ? { after: 'events', count: Math.max(1, Math.round(part * events)) }
    : { after: 'questions', count: Math.max(1, Math.round(part * questions)) };
}

export function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  const deck = [...list];
  for (let left = deck.length; left > 1; left -= 1) {
    const [taken] = deck.splice(Math.floor(random() * left), 1);
    if (taken !== undefined) deck.push(taken);
  }
  return deck;
}
