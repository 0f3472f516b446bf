import { isAction, isRestraint } from '../suites/mask';
import { isOutcome, OUTCOMES, type Outcome } from './outcome';

/** What the letters of one run come to; every share is in [0, 1]. */
export interface Scores {
  /** Right items of all items. */
  readonly accuracy: number;
  /** Right items of those where a call is due; null when there are none. */
  readonly actionAccuracy: number | null;
  /** 1 less the share of calls among the answers where none was due; null when there are no such answers. */
  readonly restraint: number | null;
  /** Answers where no call was due; a time-out is no answer. */
  readonly restraintAnswered: number;
  /** Calls among them (`O`). */
  readonly overCalls: number;
  readonly counts: Readonly<Record<Outcome, number>>;
}

/**
 * Scores a run, or any part of one.
 *
 * @param letters - one outcome per item
 * @param mask - the kinds of the same items, see `maskOf`; capitals count like small letters
 * @throws {RangeError} when the two differ in length, are empty, or hold a letter that is no outcome
 */
export function scoresOf(letters: string, mask: string): Scores {
  const outcomes = outcomesIn(letters, mask);
  const actions = outcomes.filter((_, index) => isAction(mask.charAt(index)));
  const restraints = outcomes.filter((_, index) => isRestraint(mask.charAt(index)));
  const answered = restraints.length - count(restraints, 'T');
  const overCalls = count(restraints, 'O');
  return {
    accuracy: count(outcomes, 'P') / outcomes.length,
    actionAccuracy: actions.length === 0 ? null : count(actions, 'P') / actions.length,
    restraint: answered === 0 ? null : (answered - overCalls) / answered,
    restraintAnswered: answered,
    overCalls,
    counts: countsOf(outcomes),
  };
}

/** How often each outcome occurs; all letters are named, those that do not occur with 0. */
export function countsOf(outcomes: readonly Outcome[]): Readonly<Record<Outcome, number>> {
  return {
    P: count(outcomes, 'P'),
    W: count(outcomes, 'W'),
    A: count(outcomes, 'A'),
    N: count(outcomes, 'N'),
    O: count(outcomes, 'O'),
    M: count(outcomes, 'M'),
    T: count(outcomes, 'T'),
  };
}

function outcomesIn(letters: string, mask: string): readonly Outcome[] {
  if (letters.length !== mask.length || letters.length === 0) {
    throw new RangeError(
      `Cannot score ${letters.length} letters by a mask of ${mask.length}: they must be equally many, and at least one`,
    );
  }
  return letters.split('').map((letter) => {
    if (isOutcome(letter)) return letter;
    throw new RangeError(`Cannot score "${letter}": expected one of ${OUTCOMES.join('')}`);
  });
}

function count(outcomes: readonly Outcome[], wanted: Outcome): number {
  return outcomes.filter((outcome) => outcome === wanted).length;
}
