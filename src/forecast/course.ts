/** A course that a study may take: what chance decides, assumed. */
export interface Course {
  readonly name: CourseName;
  /** Promotions in each phase, at most; at most one for each factor that has another value. */
  readonly promotions: number;
  /** Looks that the n-th candidate of a phase takes, n from 1. */
  readonly looksOf: (candidate: number) => 1 | 2 | 3;
  /** Are promotions late, when everything else was tried in vain? Else they come first. */
  readonly late: boolean;
  /** Repairs that are tried, per phase and cycle. */
  readonly repairsPerCycle: number;
  /** Do identical answers and certain verdicts end evaluations early, where the policy lets them? */
  readonly endsEarly: boolean;
  /** Strategy `screen`: runs of a screening, and cycles without a promotion after which the search ends. */
  readonly screening: { readonly runs: number; readonly dryCycles: number };
}

export type CourseName = (typeof COURSE_NAMES)[number];
export const COURSE_NAMES = ['least', 'likely', 'most'] as const;

export const COURSES: Readonly<Record<CourseName, Course>> = {
  least: {
    name: 'least',
    promotions: 0,
    looksOf: () => 1,
    late: false,
    repairsPerCycle: 0,
    endsEarly: true,
    screening: { runs: 1, dryCycles: 3 },
  },
  likely: {
    name: 'likely',
    promotions: 1,
    looksOf: (candidate) => (candidate % 8 === 0 ? 3 : candidate % 4 === 0 ? 2 : 1),
    late: false,
    repairsPerCycle: 0,
    endsEarly: false,
    screening: { runs: 1, dryCycles: 12 },
  },
  most: {
    name: 'most',
    promotions: Infinity,
    looksOf: () => 3,
    late: true,
    repairsPerCycle: 1,
    endsEarly: false,
    screening: { runs: 3, dryCycles: 24 },
  },
};

/** What is assumed of each course, in words. */
export const COURSE_WORDS: Readonly<Record<CourseName, string>> = {
  least: 'no candidate is promoted, and each is decided at its first look',
  likely:
    'one candidate of each phase is promoted, one in four takes a second look, one in eight a third',
  most: 'every candidate takes its last look, every factor is promoted once, as late as can be, and each cycle tries a repair',
};
