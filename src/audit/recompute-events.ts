import type { StudyEvent } from '../history/study-event';
import { charactersAt, steeringIndices } from '../suites/mask';
import type { CycleMaterial, EventMaterial } from './cycle-material';
import type { FindingInside } from './finding';
import { jsonDifference } from './json-difference';
import { type LedgerTrace, ledgerTrace } from './ledger-trace';
import { recomputeDecided } from './recompute-decided';
import { recomputeDiagnosed } from './recompute-diagnosed';
import {
  recomputeClosed,
  recomputeHeldOut,
  recomputePromoted,
  recomputeVerified,
} from './recompute-learnt';
import { summaryDifference } from './summary-difference';

/** Decides everything in a cycle again that a pure function decided. @returns findings, each with the id of its event */
export function recomputeEvents(material: CycleMaterial): readonly FindingInside[] {
  const trace = ledgerTrace(material.carried);
  const kindsOf = (phase: string): string => {
    const mask = material.admitted.suites[phase]?.mask ?? '';
    return charactersAt(mask, steeringIndices(mask));
  };
  const findings = material.events.flatMap((event) => {
    const found = attempted(event, { ...material, trace, kindsOf });
    trace.follow(event);
    return found.map((finding) => ({ ...finding, at: `${event.id}, ${finding.at}` }));
  });
  return [...findings, ...handedOn(material, trace), ...reported(material)];
}

/** An edited event may have any form: one that cannot even be computed with is a finding like any other. */
function attempted(event: StudyEvent, material: EventMaterial): readonly FindingInside[] {
  try {
    return [...summaryFindings(event, material), ...ownFindings(event, material)];
  } catch (error) {
    const found = `one that cannot be decided again: ${error instanceof Error ? error.message : String(error)}`;
    return [{ at: '(document)', expected: `an event ${event.type}`, found }];
  }
}

function ownFindings(event: StudyEvent, material: EventMaterial): readonly FindingInside[] {
  if (event.type === 'candidate-decided') return recomputeDecided(event, material);
  if (event.type === 'promotion-verified') return recomputeVerified(event, material);
  if (event.type === 'baseline-promoted') return recomputePromoted(event, material);
  if (event.type === 'diagnosed') return recomputeDiagnosed(event, material);
  if (event.type === 'held-out-measured') return recomputeHeldOut(event);
  if (event.type === 'phase-closed') return recomputeClosed(event, material);
  return [];
}

/** Every summary that an event holds is the one that its evaluation's letters make. */
function summaryFindings(
  event: StudyEvent,
  { summaryOf }: EventMaterial,
): readonly FindingInside[] {
  const single = 'summary' in event ? [event.summary] : [];
  const several = 'summaries' in event ? event.summaries : [];
  return [...single, ...several].flatMap((summary) => {
    const { evaluation, specId } = summary;
    const at = `summary of ${specId} in ${evaluation}`;
    const expected = summaryOf(evaluation, specId);
    if (!expected) return [{ at, expected: 'letters in an archived history', found: 'none' }];
    const difference = summaryDifference(expected, summary);
    return difference ? [{ ...difference, at: `${at}, ${difference.at}` }] : [];
  });
}

/** Does the next cycle begin with the error budget that this one left? Plain gates kept none. */
function handedOn({ carried, next }: CycleMaterial, trace: LedgerTrace): readonly FindingInside[] {
  if (!next || carried?.logic === 1 || next.logic === 1) return [];
  if (!carried && next.ledger.tickets === 0) return [];
  const difference = jsonDifference(trace.ledger(), next.ledger);
  return difference ? [{ ...difference, at: `ledger handed on, ${difference.at}` }] : [];
}

/** Did the study give back the end that it recorded? */
function reported({ report, events }: CycleMaterial): readonly FindingInside[] {
  const ended = events.findLast(({ type }) => type === 'study-ended');
  if (report === undefined || ended?.type !== 'study-ended') return [];
  const { state, reason } = Object(report);
  const difference = jsonDifference(
    { state: ended.state, reason: ended.reason },
    { state, reason },
  );
  return difference ? [{ ...difference, at: `result of the study, ${difference.at}` }] : [];
}
