import type { Diagnosis } from './diagnosis';
import { ENDPOINT_FAULTS } from './endpoint-faults';

/**
 * What is wrong where an evaluation could not be made to its end: the endpoint, and no spec mends that.
 *
 * @param code - of the failure that ended it
 * @returns null where the endpoint is not to blame
 */
export function unmade(code: string): Diagnosis | null {
  if (!ENDPOINT_FAULTS.some((fault) => fault === code)) return null;
  return {
    class: 'infrastructure',
    sentence: `A run could not be made (${code}), and repeating it helps nobody before a person acts; the same run, made once the endpoint is in order, would disprove it`,
    evidence: { items: [], runs: [], numbers: {} },
    confidence: 1,
  };
}

/** What ids of events end with that say so. */
export const UNMADE = 'unmade';
