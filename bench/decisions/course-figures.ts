import type { Figures } from './cell';
import { type Course, firstAtBest, gapAfter, isAtBestAfter } from './players/standing';
import { intervalText } from './upper-limit';

/** Runs from one point of a curve to the next. */
export const CURVE_STEP = 10;

export const COURSE_COLUMNS: readonly string[] = [
  'studies',
  'median runs to the best',
  'best after 100',
  'after 100, 95 %',
  'best after 300',
  'after 300, 95 %',
  'mean gap',
];

/**
 * What many courses in worlds of one kind came to.
 *
 * @param budget - runs that each of them had; a course that ended before stays where it was
 */
export function courseFigures(courses: readonly Course[], budget: number): Figures {
  const atBest = (runs: number): number =>
    courses.filter((course) => isAtBestAfter(course, runs)).length;
  const share = (runs: number): number | null =>
    runs > budget ? null : atBest(runs) / courses.length;
  const interval = (runs: number): string | null =>
    runs > budget ? null : intervalText(atBest(runs), courses.length);
  const points = Array.from({ length: budget / CURVE_STEP }, (_, place) =>
    share((place + 1) * CURVE_STEP),
  );
  return {
    studies: courses.length,
    'median runs to the best': medianFirst(courses),
    'best after 100': share(100),
    'after 100, 95 %': interval(100),
    'best after 300': share(300),
    'after 300, 95 %': interval(300),
    'mean gap': courses.reduce((sum, course) => sum + gapAfter(course, budget), 0) / courses.length,
    curve: points.map((point) => point ?? 0),
  };
}

/** The lower of two middle ones; a word where not even half got there. */
export function medianFirst(courses: readonly Course[]): number | string {
  const sorted = courses.map((course) => firstAtBest(course) ?? Infinity).toSorted((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? Infinity;
  return Number.isFinite(middle) ? middle : 'never in half';
}
