import { judgeRepair } from '../enforcement/judge-repair';
import { judgeTrial } from '../enforcement/judge-trial';
import type { Recommendation } from '../enforcement/recommendation';
import type { EvaluationSummary } from '../runs/evaluation';
import { summaryOf } from '../runs/summary-of';
import type { Spec } from '../spec/spec';
import type { Policy } from '../study/study';
import type { FindingInside } from './finding';
import { jsonDifference } from './json-difference';
import { eventsOfRun } from './recorded-events';
import type { RunRecord } from './run-record';

/** What a transaction was asked, as far as its judgement needs it. */
interface Asked {
  readonly recommendation: Recommendation;
  readonly old: Spec;
  readonly trial: Spec;
  readonly policy: Policy;
  readonly certified?: { readonly kinds: string };
}

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

function isAsked(value: unknown): value is Asked {
  const { recommendation, old, trial, policy } = Object(value);
  return [recommendation, old, trial, policy].every((part) => typeof part === 'object' && part);
}

function expectedState(
  { recommendation, old, trial, policy, certified }: Asked,
  summaries: readonly EvaluationSummary[],
  { recommendation: told }: { readonly recommendation: Recommendation },
): Pick<Recommendation, 'state' | 'measured' | 'reason'> {
  if (summaries.length === 0) {
    return { state: 'undone', measured: recommendation.measured, reason: told.reason };
  }
  const pair = { old: summaryOf(summaries, old), trial: summaryOf(summaries, trial) };
  const { keep, measured, reason } = certified
    ? judgeRepair(recommendation, pair, { policy, ...certified })
    : judgeTrial(recommendation, pair, policy);
  return { state: keep ? 'kept' : 'undone', measured, reason };
}
