import type { Ledger } from '../gates/ledger';
import { lookLevel, takeTicket } from '../gates/ledger';
import { normalQuantileAbove } from '../statistics/normal-quantile';
import { Z_POWER_80 } from '../statistics/z-quantiles';
import type { PhaseState } from '../study/carried-state';
import { factorSpace, spaceSize } from '../study/factor-space';
import { spaceFactors } from '../study/phase-values';
import { countSpecs } from '../study/spec-set';
import type { Study } from '../study/study';
import { largestGain } from './hidden-gain';

/**
 * What it would take for the ceiling to be wrong: the largest improvement that what was rejected could still hide, the
 * runs to find it, and what was never measured.
 */
export function ceilingSentence(study: Study, phase: PhaseState, ledger: Ledger): string {
  const size = spaceSize(factorSpace(phase.origin, spaceFactors(study)));
  const tried = countSpecs(phase.tried) + phase.triedOutside.length;
  const unseen = `${tried} of ${size} specs of its factors were compared with this baseline`;
  const hidden = phase.gated?.hidden;
  if (!hidden) return `ceiling: nothing left to try that could win; ${unseen}`;
  const largest = largestGain(hidden);
  if (largest <= 0)
    return `ceiling: nothing that was measured is better, with 95 % confidence; ${unseen}`;
  const level = lookLevel(takeTicket(ledger, study.policy).ticket, 1);
  const runs = runsToFind(largest, hidden, level);
  return `ceiling: of what was rejected, ${hidden.specId} could still be better by up to ${largest.toFixed(3)} (95 % confidence)${runs === null ? '' : `; about ${runs} runs of each would show that`}; ${unseen}`;
}

/** Runs of each spec that show a gain of this size in four studies of five; null where its runs never varied. */
function runsToFind(
  gain: number,
  { standardError, runs }: { readonly standardError: number; readonly runs: number },
  level: number,
): number | null {
  if (standardError === 0) return null;
  const needed = normalQuantileAbove(level) + Z_POWER_80;
  const ratio = (needed * standardError) / gain;
  return Math.max(runs, Math.ceil(runs * ratio * ratio));
}
