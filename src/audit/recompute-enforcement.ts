import { judgeTransaction, type Transaction } from '../enforcement/judge-transaction';
import type { Recommendation } from '../enforcement/recommendation';
import type { EvaluationSummary } from '../runs/evaluation';
import type { FindingInside } from './finding';
import { jsonDifference } from './json-difference';
import { eventsOfRun } from './recorded-events';
import type { RunRecord } from './run-record';

/** Judges a transaction again: did the change do what it predicted? */
export function recomputeEnforcement(run: RunRecord): readonly FindingInside[] {
  const [asked] = run.input;
  if (!isAsked(asked)) return [unjudged(run, 'none')];
  try {
    return eventsOfRun(run).flatMap(({ event, source }) => {
      if (event.type !== 'trial-kept' && event.type !== 'trial-undone') return [];
      const expected = expectedState(asked, event.summaries, event);
      const { state, measured, reason } = event.recommendation;
      const difference = jsonDifference(expected, { state, measured, reason });
      return difference ? [{ ...difference, at: `${source}, ${event.id}, ${difference.at}` }] : [];
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [unjudged(run, `one that cannot be judged again: ${why}`)];
  }
}

function unjudged({ workflowId }: RunRecord, found: string): FindingInside {
  return { at: `input of ${workflowId}`, expected: 'a transaction', found };
}

function isAsked(value: unknown): value is Transaction {
  const { recommendation, old, trial, policy } = Object(value);
  return [recommendation, old, trial, policy].every((part) => typeof part === 'object' && part);
}

/** Without a verification there is nothing to judge: it is undone, for a reason that the history tells. */
function expectedState(
  asked: Transaction,
  summaries: readonly EvaluationSummary[],
  { recommendation: told }: { readonly recommendation: Recommendation },
): Pick<Recommendation, 'state' | 'measured' | 'reason'> {
  if (summaries.length === 0) {
    return { state: 'undone', measured: asked.recommendation.measured, reason: told.reason };
  }
  const { state, measured, reason } = judgeTransaction(asked, { kind: 'measured', summaries });
  return { state, measured, reason };
}
