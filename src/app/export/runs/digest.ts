import { sha256 } from '../../../../activities/store/sha256';

/** A short name for something that always gets the same one. */
export function shortName(...parts: readonly (string | number)[]): string {
  return sha256(parts.join('\n')).slice(0, 22);
}
