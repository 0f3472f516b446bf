import type { EvaluationSummary } from '../src/runs/evaluation';
import type { Session, UnderWay } from './session';

/** Does the work of an evaluation, during which its runs count as spent; it adds what it really spent itself. */
export async function whileUnderWay<T>(
  session: Session,
  { id, ...open }: UnderWay & { readonly id: string },
  work: () => Promise<T>,
): Promise<T> {
  session.underWay.set(id, open);
  try {
    return await work();
  } finally {
    session.underWay.delete(id);
    session.givenUp.delete(id);
  }
}

/** Open evaluations that no longer fit into the budget, the last one first: all where other limits are reached. */
export function evaluationsBeyond(session: Session): readonly string[] {
  const beyond: string[] = [];
  let runs = runsUnderWay(session);
  for (const [id, open] of [...session.underWay].toReversed()) {
    if (shortageOf(session, { runsUnderWay: runs, more: 0 }) === null) break;
    beyond.push(id);
    runs -= open.runs;
  }
  return beyond;
}

function runsUnderWay({ underWay }: Session): number {
  return [...underWay.values()].reduce((sum, { runs }) => sum + runs, 0);
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
  session.budgetSpent = shortageOf(session, { runsUnderWay: runsUnderWay(session), more: runs });
  return session.budgetSpent === null;
}

function shortageOf(
  { state: { budget, spent } }: Session,
  { runsUnderWay, more }: { readonly runsUnderWay: number; readonly more: number },
): string | null {
  if (budget.runs !== null && spent.runs + runsUnderWay + more > budget.runs) {
    return `${spent.runs + runsUnderWay} of ${budget.runs} runs are spent and ${more} more would be needed`;
  }
  if (budget.tokens !== null && spent.tokens >= budget.tokens) {
    return `${spent.tokens} of ${budget.tokens} tokens are spent`;
  }
  if (budget.usd !== null && spent.usd >= budget.usd) {
    return `${spent.usd.toFixed(2)} of ${budget.usd.toFixed(2)} US dollars are spent`;
  }
  return null;
}
