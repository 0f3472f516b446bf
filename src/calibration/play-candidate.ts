import { decide } from '../gates/decide';
import type { Verdict } from '../gates/gate';
import { type Look, lookLevel, NEW_LEDGER } from '../gates/ledger';
import { runsAtLook } from '../loop/plan-looks';
import { type EvidenceBatch, type GateEvidence, runsOf } from '../runs/gate-evidence';
import type { Rng } from '../statistics/seeded-random';
import type { Policy } from '../study/study';
import type { Noise } from './noise';
import { simulatedBatches } from './simulated-batch';

export const LOOKS: readonly Look[] = [1, 2, 3];

/** What one look at a candidate comes to, whatever level it is tested at. */
export interface LookSeen {
  readonly look: Look;
  /** Runs of the candidate so far, those that were made afresh with them. */
  readonly runs: number;
  /** The smallest level at which it is promoted; null: at none. */
  readonly promotedAt: number | null;
}

export interface Played {
  readonly policy: Policy;
  readonly rng: Rng;
  /** The smallest level of a ticket that anybody asks about: what is promoted at it needs no further look. */
  readonly leastLevel: number;
}

/** A ticket that lets G3 pass whatever p is: the other gates speak for themselves, and p is compared later. */
const EVERYTHING_GOES = { number: 1, level: 4 } as const;

/**
 * Puts a simulated candidate through the gates of a study, look after look, until it is rejected or the looks are over.
 *
 * @param baseline - what the baseline's evidence is at a look
 */
export function playCandidate(
  candidate: Noise,
  baseline: (look: Look) => GateEvidence,
  played: Played,
): readonly LookSeen[] {
  const { policy, rng, leastLevel } = played;
  const { maxVariance } = policy;
  const seen: LookSeen[] = [];
  let batches: readonly EvidenceBatch[] = [];
  let made = 0;
  for (const look of LOOKS) {
    const runs = runsToMake(policy, look, batches);
    batches = [...batches, ...simulatedBatches(candidate, { runs, maxVariance, rng })];
    made += runs;
    const { verdict, p } = verdictAt(look, {
      candidate: batches,
      baseline: baseline(look),
      policy,
    });
    const one = { look, runs: made, promotedAt: verdict === 'PROMOTE' ? p : null };
    seen.push(one);
    if (verdict === 'REJECT' || isPromoted(one, leastLevel)) break;
    if (verdict === 'HOLD') batches = [];
  }
  return seen;
}

/** After an unstable look the evidence starts afresh, with the runs of one evaluation. */
function runsToMake(policy: Policy, look: Look, batches: readonly EvidenceBatch[]): number {
  if (look > 1 && batches.length === 0) return policy.runs;
  return runsAtLook(policy, look) - runsOf({ batches });
}

/** The verdict were every p small enough, and p itself: HOLD is then said of unstable evidence alone. */
function verdictAt(
  look: Look,
  {
    candidate,
    baseline,
    policy,
  }: {
    readonly candidate: readonly EvidenceBatch[];
    readonly baseline: GateEvidence;
    readonly policy: Policy;
  },
): { readonly verdict: Verdict; readonly p: number } {
  const ticket = EVERYTHING_GOES;
  const context = { policy, ledger: NEW_LEDGER, look, ticket, diagnosis: '' };
  const { decision } = decide(evidence(candidate), baseline, context);
  return { verdict: decision.verdict, p: decision.test?.p ?? 1 };
}

/** The baseline's evidence by look, topped up when it is asked for. Nobody asks for the order of its runs. */
export function playBaseline(noise: Noise, { policy, rng }: Played): (look: Look) => GateEvidence {
  const byLook: GateEvidence[] = [];
  return (look) => {
    while (byLook.length < look) {
      const before = byLook.at(-1)?.batches ?? [];
      const next = LOOKS[byLook.length] ?? look;
      const runs = runsToMake(policy, next, before);
      byLook.push(evidence([...before, ...simulatedBatches(noise, { runs, maxVariance: 1, rng })]));
    }
    return byLook[look - 1] ?? evidence([]);
  };
}

export function evidence(batches: readonly EvidenceBatch[]): GateEvidence {
  return {
    specId: 'simulated',
    kinds: 'a'.repeat(batches[0]?.passesByItem.length ?? 0),
    batches,
  };
}

/** What becomes of a candidate whose ticket has this level. */
export interface Fate {
  /** Null: it is never promoted. */
  readonly look: Look | null;
  /** Runs of the candidate until it was decided. */
  readonly runs: number;
}

/** Equal numbers that were computed in different ways still count as equal, as in G3. */
const TOLERANCE = 1e-9;

export function fateOf(seen: readonly LookSeen[], level: number): Fate {
  const promoted = seen.find((each) => isPromoted(each, level));
  if (promoted) return { look: promoted.look, runs: promoted.runs };
  return { look: null, runs: seen.at(-1)?.runs ?? 0 };
}

function isPromoted({ look, promotedAt }: Pick<LookSeen, 'look' | 'promotedAt'>, level: number) {
  const limit = lookLevel({ number: 1, level }, look) * (1 + TOLERANCE);
  return promotedAt !== null && promotedAt <= limit;
}
