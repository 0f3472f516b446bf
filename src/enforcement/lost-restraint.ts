import { restraint } from '../runs/accuracies';
import type { Policy } from '../study/study';
import type { Pair } from './metric-change';

/** Restraint that a trial lost and that is now less than the policy asks, in words; null where it lost none. */
export function lostRestraint({ old, trial }: Pair, { minRestraint }: Policy): string | null {
  const [before, after] = [restraint(old) ?? 1, restraint(trial) ?? 1];
  return after < minRestraint && after < before
    ? `restraint fell from ${before.toFixed(3)} to ${after.toFixed(3)}`
    : null;
}
