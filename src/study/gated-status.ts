import { type Candidate, changesOf } from '../candidates/candidate';
import type { Ledger } from '../gates/ledger';
import { runsAtLook } from '../loop/plan-looks';
import { specId } from '../spec/spec-id';
import type { GatedState, Hold } from './gated-state';
import type { ErrorBudget, HoldStatus, PhaseStatus } from './status';
import type { Policy } from './study';

/** The study's error budget as people see it. */
export function errorBudget(
  { epoch, tickets, spent, recent }: Ledger,
  { alpha }: Policy,
): ErrorBudget {
  return { epoch, alpha, spent, left: Math.max(0, alpha - spent), tickets, recent };
}

/** What waits in a phase, and what its held-out items said. */
export function gatedStatus(
  { holds, heldOut }: GatedState,
  policy: Policy,
): Pick<Required<PhaseStatus>, 'holds' | 'heldOut'> {
  return {
    holds: holds.map((hold) => holdStatus(hold, policy)),
    heldOut: heldOut?.sentence ?? null,
  };
}

function holdStatus({ candidate, look, why }: Hold, policy: Policy): HoldStatus {
  return {
    specId: specId(candidate.spec),
    change: changeText(candidate),
    look,
    runs: why === 'unstable' ? policy.runs : runsAtLook(policy, look),
    why,
  };
}

/** `variant: native_api → atomic`; several changes one after another. */
export function changeText(candidate: Candidate): string {
  return changesOf(candidate)
    .map(({ factor, from, to }) => `${factor}: ${from} → ${to}`)
    .join(', ');
}
