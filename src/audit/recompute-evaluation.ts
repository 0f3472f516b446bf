import type { EvaluationSummary } from '../runs/evaluation';
import type { EvaluationPlan, EvaluationResult } from '../runs/evaluation-plan';
import { endedBy, type MadeRun, requestOf } from '../runs/made-runs';
import type { RunResult } from '../runs/run';
import type { FindingInside } from './finding';
import { type JsonDifference, jsonDifference } from './json-difference';
import { isPlan, isRunResult } from './parse-evaluation';
import type { ActivityRecord, RunRecord } from './run-record';
import { summaryDifference } from './summary-difference';

/** What the letters of an evaluation say, made again. */
export interface RecomputedEvaluation {
  readonly findings: readonly FindingInside[];
  /** One for each spec; none where it was not made to its end. */
  readonly summaries: readonly EvaluationSummary[];
  readonly runs: readonly RunResult[];
}

/** Makes an evaluation again from its plan and the letters of its runs, and compares it with what it said. */
export function recomputeEvaluation(run: RunRecord): RecomputedEvaluation {
  const [plan] = run.input;
  if (!isPlan(plan)) return nothing([unreadable('input', 'the plan of an evaluation', run)]);
  const made: MadeRun[] = [];
  const findings: FindingInside[] = [];
  for (const activity of run.activities) {
    const taken = takeRun(run, { plan, activity, place: made.length });
    findings.push(...taken.findings);
    if (!taken.made) {
      findings.push(...unmadeFindings(run, taken.findings));
      return { ...nothing(findings), runs: made.map(({ result }) => result) };
    }
    made.push(taken.made);
  }
  const expected = made.length === 0 ? null : endedBy(plan, run.workflowId, made);
  const ended = resultAgain(run, expected);
  const runs = made.map(({ result }) => result);
  return { findings: [...findings, ...ended.findings], summaries: ended.summaries, runs };
}

/** An evaluation that was closed before its end says nothing. */
function resultAgain({ end }: RunRecord, expected: EvaluationResult | null) {
  if (end?.kind !== 'completed') return { findings: [], summaries: [] };
  const summaries = expected?.kind === 'measured' ? expected.summaries : [];
  return { findings: endFindings(expected, end.result), summaries };
}

function nothing(findings: readonly FindingInside[]): RecomputedEvaluation {
  return { findings, summaries: [], runs: [] };
}

function unreadable(what: string, expected: string, run: RunRecord): FindingInside {
  return { at: `${what} of ${run.workflowId}`, expected, found: 'something else' };
}

/** A run of the plan: was it asked for what the plan says? Not made: what follows is no evidence. */
function takeRun(
  run: RunRecord,
  {
    plan,
    activity,
    place,
  }: {
    readonly plan: EvaluationPlan;
    readonly activity: ActivityRecord;
    readonly place: number;
  },
): { readonly findings: readonly FindingInside[]; readonly made: MadeRun | null } {
  const at = `event ${activity.event} of ${run.workflowId}, run ${place + 1}`;
  const step = plan.steps[place];
  if (activity.type !== 'measureRun' || !step) {
    const expected = step ? 'the activity measureRun' : 'no further run than the plan has';
    return { findings: [{ at, expected, found: activity.type }], made: null };
  }
  const [found] = activity.input;
  const tellsLast = Object(found).last !== undefined;
  const asked = jsonDifference(requestOf(plan, run.workflowId, { place, tellsLast }), found);
  const findings = asked ? [{ ...asked, at: `${at}, request.${asked.at}` }] : [];
  if (activity.outcome?.kind !== 'completed') return { findings, made: null };
  const { result } = activity.outcome;
  if (isRunResult(result)) return { findings, made: { spec: step.spec, result } };
  return { findings: [...findings, unreadable(at, 'the result of a run', run)], made: null };
}

/** A run that was not made is no sample: the evaluation can say so, or nothing. */
function unmadeFindings(
  { end }: RunRecord,
  before: readonly FindingInside[],
): readonly FindingInside[] {
  if (before.length > 0 || end?.kind !== 'completed') return [];
  const { kind } = Object(end.result);
  if (kind !== 'measured') return [];
  const expected = 'no measurement, since a run of it was not made';
  return [{ at: 'the result', expected, found: String(kind) }];
}

function endFindings(expected: EvaluationResult | null, found: unknown): readonly FindingInside[] {
  if (Object(found).kind === 'stopped') return [];
  if (!expected) {
    const told = 'no result before its runs are made';
    return [{ at: 'the result', expected: told, found: String(Object(found).kind) }];
  }
  const difference = resultDifference(expected, found);
  return difference ? [{ ...difference, at: `the result, ${difference.at}` }] : [];
}

function resultDifference(expected: EvaluationResult, found: unknown): JsonDifference | null {
  const { kind, summaries }: { kind: unknown; summaries: unknown } = Object(found);
  if (expected.kind !== 'measured' || expected.kind !== kind || !Array.isArray(summaries)) {
    return jsonDifference(expected, found);
  }
  const lengths = jsonDifference(expected.summaries.length, summaries.length);
  if (lengths) return { ...lengths, at: 'summaries' };
  for (const [place, summary] of expected.summaries.entries()) {
    const difference = summaryDifference(summary, summaries[place]);
    if (difference) return { ...difference, at: `summaries[${place}].${difference.at}` };
  }
  return null;
}
