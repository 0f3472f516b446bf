import { charactersAt, isRestraint, steeringIndices } from './mask';

/** With fewer, chance alone explains most of what a study can find. */
const FEW_ITEMS = 12;

/**
 * What a suite that can be used still leaves in the dark.
 *
 * @param hasTools - without any there is nothing to call too often
 */
export function suiteWarnings(mask: string, hasTools: boolean): readonly string[] {
  const kinds = charactersAt(mask, steeringIndices(mask));
  const warnings: string[] = [];
  if (hasTools && !Array.from(kinds).some(isRestraint)) {
    warnings.push(
      'no item where no call is due: over-calling is not seen, and the gate of restraint does not apply; add some',
    );
  }
  if (kinds.length < FEW_ITEMS) {
    warnings.push(
      `${kinds.length} items that steer the search, fewer than ${FEW_ITEMS}: only large improvements can be certified; ratchet calibrate tells which`,
    );
  }
  return warnings;
}
