import { decide } from '../gates/decide';
import type { Decision } from '../gates/gate';
import { decidePlain } from '../gates/plain/decide-plain';
import { withObjection } from '../gates/with-objection';
import type { EventOf } from '../history/event-entry';
import { withSkipped } from '../loop/settle-looks';
import { batchOf, type GateEvidence } from '../runs/gate-evidence';
import { PLAIN_POLICY_VERSION } from '../study/study';
import type { EventMaterial, SummarySource } from './cycle-material';
import type { FindingInside } from './finding';
import { jsonDifference } from './json-difference';
import { lookOf } from './ledger-trace';

type Decided = EventOf<'candidate-decided'>;

/** Decides about a candidate again, from the evidence of the evaluations that the event names. */
export function recomputeDecided(
  event: Decided,
  material: EventMaterial,
): readonly FindingInside[] {
  if (event.decision.policyVersion === PLAIN_POLICY_VERSION) return plain(event, material);
  const { compared } = event;
  if (!compared) return [{ at: 'compared', expected: 'what was compared', found: 'nothing' }];
  const wrong = [
    ...evidenceFindings('compared.candidate', compared.candidate, material.summaryOf),
    ...evidenceFindings('compared.baseline', compared.baseline, material.summaryOf),
    ...kindsFindings(event, material),
  ];
  const { trace } = material;
  const { decision, ledger, ticket } = decide(compared.candidate, compared.baseline, {
    policy: material.study.policy,
    ledger: trace.ledger(),
    look: lookOf(event.decision.look),
    ticket: trace.ticketOf(event),
    diagnosis: event.summary.diagnosis.sentence,
  });
  trace.decided(event, { ledger, ticket });
  return [...wrong, ...differs(decided(decision, event), event.decision)];
}

/** What a gate of the study's own said is in the history as an activity's result: here it is taken as recorded. */
function decided(decision: Decision, event: Decided): Decision {
  return withObjection(withSkipped(decision, event.summary), event.decision.objection);
}

function differs(expected: Decision, found: Decision): readonly FindingInside[] {
  const difference = jsonDifference(expected, found);
  return difference ? [{ ...difference, at: `decision, ${difference.at}` }] : [];
}

/** Plain gates compare a candidate with the cycle's measurement of the baseline. */
function plain(event: Decided, { study, summaryOf, trace, events }: EventMaterial) {
  const [, evaluation] = event.decision.evidence;
  const measured = events.find(
    (each) => each.type === 'baseline-measured' && each.summary.evaluation === evaluation,
  );
  const spec = measured?.type === 'baseline-measured' ? measured.summary.specId : '';
  const baseline = summaryOf(evaluation, spec);
  const candidate = summaryOf(event.summary.evaluation, event.summary.specId);
  if (!baseline || !candidate) {
    return [{ at: 'decision.evidence', expected: 'evaluations in the archive', found: 'none' }];
  }
  const context = { policy: study.policy, ledger: trace.ledger() };
  return differs(decidePlain(candidate, baseline, context).decision, event.decision);
}

/** Each batch is what the letters of its evaluation say. */
function evidenceFindings(
  at: string,
  { specId, batches }: GateEvidence,
  summaryOf: SummarySource,
): readonly FindingInside[] {
  return batches.flatMap((batch) => {
    const summary = summaryOf(batch.evaluation, specId);
    const place = `${at} of ${batch.evaluation}`;
    if (!summary) {
      return [{ at: place, expected: 'letters in an archived history', found: 'none' }];
    }
    const difference = jsonDifference(batchOf(summary), batch);
    return difference ? [{ ...difference, at: `${place}, ${difference.at}` }] : [];
  });
}

function kindsFindings(
  { phase, compared }: Decided,
  { kindsOf }: EventMaterial,
): readonly FindingInside[] {
  const expected = kindsOf(phase);
  const found = [compared?.candidate.kinds, compared?.baseline.kinds].find(
    (kinds) => kinds !== expected,
  );
  return found === undefined ? [] : [{ at: 'compared.kinds', expected, found }];
}
