import type { Diagnosis } from './diagnosis';

/**
 * A capability limit stands only when the other variants were tried too.
 *
 * @param untried - variants of the study that were not yet decided against this baseline
 * @returns the diagnosis itself, or a suboptimal one that says what is still to be tried
 */
export function confirmCapabilityLimit(
  diagnosis: Diagnosis,
  untried: readonly string[],
): Diagnosis {
  if (diagnosis.class !== 'capability-limit' || untried.length === 0) return diagnosis;
  return {
    ...diagnosis,
    class: 'suboptimal',
    sentence: `${diagnosis.sentence}; not yet tried: ${untried.join(', ')}`,
  };
}
