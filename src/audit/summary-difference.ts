import type { EvaluationSummary } from '../runs/evaluation';
import { type JsonDifference, jsonDifference } from './json-difference';
import { isSummary } from './parse-evaluation';

/**
 * Where a recorded summary differs from the one that its letters make; null: nowhere. One of an earlier version may
 * lack what later ones added; a replay by its own code tells whether it ever had it.
 */
export function summaryDifference(
  expected: EvaluationSummary,
  found: unknown,
): JsonDifference | null {
  return jsonDifference(expected, found, isSummary(found) ? lackingIn(expected, found) : []);
}

/** Fields of the summary and of its measurements that an earlier version did not have. */
function lackingIn(expected: EvaluationSummary, found: EvaluationSummary): readonly string[] {
  const { measured } = found;
  return [
    ...Object.keys(expected).filter((key) => !(key in found)),
    ...Object.keys(expected.measured)
      .filter((key) => !(key in measured))
      .map((key) => `measured.${key}`),
  ];
}
