import type { Candidate } from '../src/candidates/candidate';
import type { Decision, GateOutcome, GateResult } from '../src/gates/gate';
import { accuracyVariance, medianAccuracy } from '../src/runs/accuracies';
import type { EvaluationSummary } from '../src/runs/evaluation';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { changeText } from '../src/study/gated-status';
import type { TableRow } from '../src/study/status';

const NOT_MEASURED = { runs: 0, accuracy: null, variance: null, gates: '', verdict: null } as const;

/** The first line of the decision table. */
export function rowOfBaseline(baseline: Spec, summary?: EvaluationSummary): TableRow {
  return {
    ...NOT_MEASURED,
    name: 'e0',
    specId: specId(baseline),
    change: 'baseline',
    reason: summary?.diagnosis.sentence ?? '',
    state: summary ? 'measured' : 'measuring',
    ...(summary ? numbersOf(summary) : {}),
  };
}

/** A candidate's line, from the moment it is planned to its verdict. */
export function rowOfCandidate(
  { name, candidate }: { readonly name: string; readonly candidate: Candidate },
  found: {
    readonly state: TableRow['state'];
    readonly summary?: EvaluationSummary;
    readonly decision?: Decision;
    readonly reason?: string;
  },
): TableRow {
  const { summary, decision } = found;
  return {
    ...NOT_MEASURED,
    name: name.split('-')[0] ?? name,
    specId: specId(candidate.spec),
    change: changeText(candidate),
    state: found.state,
    reason: decision?.reason ?? found.reason ?? '',
    ...(summary ? numbersOf(summary) : {}),
    ...(decision
      ? {
          gates: decision.gates.map(signOf).join(''),
          verdict: decision.verdict,
        }
      : {}),
  };
}

/** A suite without items that ask for restraint has no fourth gate to pass. */
function signOf({ gate, outcome, evidence }: GateResult): string {
  return gate === 'G4 restraint' && evidence['restraint'] === null ? '–' : SIGN[outcome];
}

const SIGN: Readonly<Record<GateOutcome, string>> = { pass: '✓', fail: '✗', undecided: '?' };

function numbersOf(summary: EvaluationSummary) {
  return {
    runs: summary.runs,
    accuracy: medianAccuracy(summary),
    variance: accuracyVariance(summary),
  };
}
