import { judgeRepair } from '../enforcement/judge-repair';
import { decide } from '../gates/decide';
import { judgePromotion } from '../gates/verify-promotion';
import { withObjection } from '../gates/with-objection';
import type { EventOf } from '../history/event-entry';
import type { StudyEvent } from '../history/study-event';
import { evidenceOf } from '../runs/gate-evidence';
import { summaryOf } from '../runs/summary-of';
import { withPatch } from '../spec/spec';
import type { Policy } from '../study/study';
import { charactersAt, steeringIndices } from '../suites/mask';
import { type LedgerTrace, ledgerTrace, lookOf } from './ledger-trace';

/** A past decision, taken again under another policy. */
export interface Retaken {
  readonly id: string;
  readonly cycle: number;
  readonly phase: string;
  /** The spec that it was about. */
  readonly specId: string;
  /** `PROMOTE`, `HOLD`, `REJECT`; `keep` or `undo`. */
  readonly was: string;
  readonly would: string;
  readonly reasonWas: string;
  readonly reasonWould: string;
}

/** What other gates would have made of a study's decisions. */
export interface WhatIf {
  readonly decisions: number;
  /** Those that would have been others. */
  readonly differences: readonly Retaken[];
  /** Cycles in which plain gates decided, by other rules: their decisions are not taken again. */
  readonly leftOut: number;
}

/**
 * Takes every decision again on the evidence that it had. What would have been measured after another decision nobody
 * knows: each one is taken as if all before it had stayed as they were.
 *
 * @param policyOf - the policy to decide by, from the one that the study was admitted with
 */
export function whatIf(events: readonly StudyEvent[], policyOf: (own: Policy) => Policy): WhatIf {
  const retaken: Retaken[] = [];
  const plain = plainCycles(events);
  let setting: Setting | null = null;
  for (const event of events) {
    if (event.type === 'study-admitted') setting = settingOf(event, policyOf);
    if (!setting || plain.has(event.cycle)) continue;
    retaken.push(...again(event, setting));
    setting.trace.follow(event);
  }
  const differences = retaken.filter(({ was, would }) => was !== would);
  return { decisions: retaken.length, differences, leftOut: plain.size };
}

/** Cycles in which plain gates decided. */
function plainCycles(events: readonly StudyEvent[]): ReadonlySet<number> {
  return new Set(
    events.flatMap((event) =>
      event.type === 'candidate-decided' && !event.compared ? [event.cycle] : [],
    ),
  );
}

interface Setting {
  readonly policy: Policy;
  /** The error budget as these decisions would have used it up. */
  readonly trace: LedgerTrace;
  readonly kindsOf: (phase: string) => string;
}

function settingOf(
  { definition, admitted }: EventOf<'study-admitted'>,
  policyOf: (own: Policy) => Policy,
): Setting {
  return {
    policy: policyOf(definition.policy),
    trace: ledgerTrace(undefined),
    kindsOf: (phase) => {
      const mask = admitted.suites[phase]?.mask ?? '';
      return charactersAt(mask, steeringIndices(mask));
    },
  };
}

function again(event: StudyEvent, setting: Setting): readonly Retaken[] {
  if (event.type === 'candidate-decided') return decidedAgain(event, setting);
  if (event.type === 'promotion-verified') return verifiedAgain(event, setting);
  if (event.type === 'trial-kept' || event.type === 'trial-undone')
    return judgedAgain(event, setting);
  return [];
}

function decidedAgain(
  event: EventOf<'candidate-decided'>,
  { policy, trace }: Setting,
): readonly Retaken[] {
  const { id, cycle, phase, compared, decision: was } = event;
  if (!compared) return [];
  const { decision, ledger, ticket } = decide(compared.candidate, compared.baseline, {
    policy,
    ledger: trace.ledger(),
    look: lookOf(was.look),
    ticket: trace.ticketOf(event),
    diagnosis: event.summary.diagnosis.sentence,
  });
  trace.decided(event, { ledger, ticket });
  // Nobody can ask a gate of the study again; what it objected then, it would have objected now.
  const would = withObjection(decision, was.objection);
  return [
    {
      id,
      cycle,
      phase,
      specId: event.summary.specId,
      was: was.verdict,
      would: would.verdict,
      reasonWas: was.reason,
      reasonWould: would.reason,
    },
  ];
}

function verifiedAgain(
  { id, cycle, phase, from, to, keep, reason, summaries }: EventOf<'promotion-verified'>,
  { policy, kindsOf }: Setting,
): readonly Retaken[] {
  if (summaries.length === 0) return [];
  const kinds = kindsOf(phase);
  const promoted = summaryOf(summaries, to);
  const old = evidenceOf(summaryOf(summaries, from), kinds);
  const judged = judgePromotion(old, evidenceOf(promoted, kinds), policy);
  return [
    {
      id,
      cycle,
      phase,
      specId: promoted.specId,
      was: kept(keep),
      would: kept(judged.keep),
      reasonWas: reason,
      reasonWould: judged.reason,
    },
  ];
}

function judgedAgain(
  event: EventOf<'trial-kept' | 'trial-undone'>,
  { policy, kindsOf }: Setting,
): readonly Retaken[] {
  const { id, cycle, recommendation, summaries } = event;
  const [old] = summaries;
  if (!old) return [];
  const trial = summaryOf(summaries, withPatch(old.spec, recommendation.patch));
  const { phase } = recommendation;
  const judged = judgeRepair(recommendation, { old, trial }, { policy, kinds: kindsOf(phase) });
  return [
    {
      id,
      cycle,
      phase,
      specId: trial.specId,
      was: kept(event.type === 'trial-kept'),
      would: kept(judged.keep),
      reasonWas: recommendation.reason,
      reasonWould: judged.reason,
    },
  ];
}

function kept(keep: boolean): string {
  return keep ? 'keep' : 'undo';
}
