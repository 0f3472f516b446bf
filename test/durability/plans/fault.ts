import type { World } from './world';

/** Whole numbers that were drawn for a fault when its plan was made. */
export type Settings = Readonly<Record<string, number>>;

/** `short`: for CI, where all plans together take no longer than a test may; `long`: as long as in earnest. */
export type Form = 'short' | 'long';

/** A kind of fault. One file each. */
export interface FaultKind {
  readonly name: string;
  /**
   * It may make runs void because of the endpoint. It strikes evaluations of candidates only: a baseline with void runs
   * is diagnosed as infrastructure, so that its repair waits for the next cycle, and the study takes another course.
   */
  readonly voids?: true;
  /** It needs questions that are still to come: late events have none after them. */
  readonly needsQuestions?: true;
  /** @param whole - draws a whole number from the first to the last, both included */
  draw(whole: (first: number, last: number) => number, form: Form): Settings;
  /** Why it cannot be played on this machine; null, or left out: it can. */
  whyNot?(): string | null;
  /** Plays it to its end: afterwards all that it has taken away is there again. */
  strike(world: World, settings: Settings): Promise<void>;
}

/** One fault of a plan, and when it strikes. */
export interface PlannedFault {
  readonly kind: string;
  readonly settings: Settings;
  readonly moment: Moment;
}

/**
 * When so many questions have come to the endpoint, or so many events stand in the log: what has happened, not the
 * clock, so that a plan means the same on every machine.
 */
export interface Moment {
  readonly after: 'questions' | 'events';
  readonly count: number;
}

export interface Plan {
  readonly seed: number;
  readonly faults: readonly PlannedFault[];
}
