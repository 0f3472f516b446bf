import type { EvaluationSummary } from '../src/runs/evaluation';
import type { Session } from './session';

/** Does the work of an evaluation, during which its runs count as spent; it adds what it really spent itself. */
export async function whileUnderWay<T>(
  session: Session,
  runs: number,
  work: () => Promise<T>,
): Promise<T> {
  session.runsUnderWay += runs;
  try {
    return await work();
  } finally {
    session.runsUnderWay -= runs;
  }
}

/** Adds what evaluations cost to what the study has spent. */
export function spend(session: Session, summaries: readonly EvaluationSummary[]): void {
  const { spent } = session.state;
  const total = (of: (summary: EvaluationSummary) => number): number =>
    summaries.reduce((sum, summary) => sum + of(summary), 0);
  session.state = {
    ...session.state,
    spent: {
      runs: spent.runs + total(({ runs }) => runs),
      tokens: spent.tokens + total(({ measured }) => measured.inputTokens + measured.outputTokens),
      usd: spent.usd + total(({ measured }) => measured.costUsd ?? 0),
    },
  };
}

/** Does an evaluation of so many runs fit into the budget? Where not, the cycle makes no further one and says why. */
export function affordable(session: Session, runs: number): boolean {
  session.budgetSpent = shortage(session, runs);
  return session.budgetSpent === null;
}

function shortage(
  { state: { budget, spent }, runsUnderWay }: Session,
  runs: number,
): string | null {
  if (budget.runs !== null && spent.runs + runsUnderWay + runs > budget.runs) {
    return `${spent.runs + runsUnderWay} of ${budget.runs} runs are spent and ${runs} more would be needed`;
  }
  if (budget.tokens !== null && spent.tokens >= budget.tokens) {
    return `${spent.tokens} of ${budget.tokens} tokens are spent`;
  }
  if (budget.usd !== null && spent.usd >= budget.usd) {
    return `${spent.usd.toFixed(2)} of ${budget.usd.toFixed(2)} US dollars are spent`;
  }
  return null;
}
