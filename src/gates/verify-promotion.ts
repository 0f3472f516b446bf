import { type GateEvidence, gainOver, runsOf, shareHeld } from '../runs/gate-evidence';
import { isAtMost } from '../statistics/is-at-most';
import type { Policy } from '../study/study';
import { compare } from './compare';
import { scientific } from './scientific';
import { stabilityGate } from './stability-gate';

/** Chance may explain a loss this rarely before a promotion is undone. */
const UNDO_LEVEL = 0.05;

export interface Confirmation {
  readonly keep: boolean;
  readonly reason: string;
  /** How often chance alone would show the old spec so much better. */
  readonly p: number;
}

/**
 * Do fresh runs speak against a promotion? A certain loss, instability or lost restraint undoes it; that the gain does
 * not show again in so few runs does not.
 */
export function judgePromotion(
  old: GateEvidence,
  promoted: GateEvidence,
  policy: Policy,
): Confirmation {
  const { p } = compare(old, promoted);
  const gain = gainOver(promoted, old);
  const told = `${gain >= 0 ? '+' : ''}${gain.toFixed(3)} in ${runsOf(promoted)} fresh runs of each`;
  const objection = objectionTo(old, promoted, { p, policy });
  return objection === null
    ? { keep: true, reason: `nothing speaks against it: ${told}`, p }
    : { keep: false, reason: `${objection}: ${told}`, p };
}

function objectionTo(
  old: GateEvidence,
  promoted: GateEvidence,
  { p, policy }: { readonly p: number; readonly policy: Policy },
): string | null {
  if (isAtMost(p, UNDO_LEVEL)) {
    return `the old spec is better (p ${scientific(p)}, at most ${UNDO_LEVEL} is certain enough)`;
  }
  const stability = stabilityGate(promoted, policy);
  if (stability.outcome === 'fail') return `unstable, ${stability.reason}`;
  const [held, holds] = [shareHeld(old), shareHeld(promoted)];
  return holds < policy.minRestraint && holds < held
    ? `restraint fell from ${held.toFixed(3)} to ${holds.toFixed(3)}`
    : null;
}
