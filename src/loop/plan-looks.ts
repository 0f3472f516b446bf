import type { Candidate } from '../candidates/candidate';
import { isOneAnswer } from '../gates/certified-by-copies';
import type { Look } from '../gates/ledger';
import { runsOf } from '../runs/gate-evidence';
import type { GatedState } from '../study/gated-state';
import type { Policy } from '../study/study';
import type { Desk, Planned } from './desk';

/** How many times the first look's runs a candidate has at each look: 7, 14 and 28 by default. */
const TIMES = { 1: 1, 2: 2, 3: 4 } as const;

/** Runs that candidate and baseline have at a look. */
export function runsAtLook({ runs }: Policy, look: Look): number {
  return runs * TIMES[look];
}

/** The looks that the candidates on HOLD wait for, in the order in which they were held. */
export function plannedLooks({ holds }: GatedState, policy: Policy): readonly Planned[] {
  return holds.map(({ candidate, label, batches, look, ticket, why }, place) => ({
    name: `e${place + 1}-${label}-look${look}`,
    label,
    candidate,
    purpose: 'gate',
    runs: why === 'unstable' ? policy.runs : runsAtLook(policy, look) - runsOf({ batches }),
    look,
    ticket,
    batches,
  }));
}

/** The first looks at new candidates, numbered after `before` evaluations of the cycle. */
export function firstLooks(
  candidates: readonly Candidate[],
  policy: Policy,
  before: number,
): readonly Planned[] {
  return candidates.map((candidate, place) => {
    const label = labelOf(candidate);
    return {
      name: `e${before + place + 1}-${label}`,
      label,
      candidate,
      purpose: 'gate',
      runs: policy.runs,
      look: 1,
      ticket: null,
      batches: [],
    };
  });
}

/** `variant-atomic`; of a change of several factors the factors alone: `variant-retries`. */
export function labelOf({ change, changes }: Candidate): string {
  return changes && changes.length > 1
    ? changes.map(({ factor }) => factor).join('-')
    : `${change.factor}-${change.to}`;
}

/** Would more runs of the baseline be copies, where the study asks for that? Logic 2 took one run for that. */
export function isCertain(
  { evidence }: GatedState,
  { determinism }: Policy,
  logic: Desk['logic'],
): boolean {
  if (determinism !== 'auto') return false;
  return logic === 2
    ? evidence.every(({ identicalAnswers }) => identicalAnswers)
    : isOneAnswer({ batches: evidence });
}

/**
 * Runs of the baseline to make now: a whole evaluation in every cycle, or as many as the looks that are due compare
 * a candidate with. Screening measures a baseline whole once, and then as little as anything else; one whose runs are
 * copies was measured whole by them.
 *
 * @param again - runs of a baseline that was measured whole before
 */
export function baselineRuns(
  gated: GatedState,
  policy: Policy,
  { again, logic }: { readonly again: number; readonly logic: Desk['logic'] },
): number {
  const have = runsOf({ batches: gated.evidence });
  const isWhole = have >= policy.runs || (logic > 2 && isCertain(gated, policy, logic));
  const due = gated.holds.map(({ look, why }) =>
    why === 'unstable' ? policy.runs : runsAtLook(policy, look),
  );
  return Math.max(isWhole ? again : policy.runs, ...due.map((runs) => runs - have));
}
