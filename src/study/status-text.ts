import type { ErrorBudget, HoldStatus } from './status';

/** What the decisions of a study may still get wrong, in words. */
export function errorBudgetText({ epoch, alpha, spent, tickets }: ErrorBudget): string {
  const since = epoch > 1 ? ` since drift re-opened the study (epoch ${epoch})` : '';
  const of = `${percent(spent)} of ${percent(alpha)}`;
  return `${of} used up by ${tickets} candidates${since}: the chance that any promotion of the study is false`;
}

/** What a candidate on HOLD waits for, in words. */
export function holdText({ change, look, runs, why }: HoldStatus): string {
  const missing = why === 'unstable' ? 'unstable, measured afresh' : 'better but not proven';
  return `on HOLD: ${change} (${missing}); look ${look} of 3 comes at ${runs} runs`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
