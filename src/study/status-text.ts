import type { ErrorBudget, HoldStatus } from './status';
import type { Watched } from './watched';

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

/** What the last look at a resting route came to, in words. */
export function watchedText({ verdict, reason, at }: Watched): string {
  return `route watched at ${at}, ${VERDICT_WORDS[verdict]}: ${reason}`;
}

const VERDICT_WORDS: Readonly<Record<Watched['verdict'], string>> = {
  'as-promised': 'as promised',
  'cooling-down': 'not as promised, cooling down',
  're-opened': 'not as promised, searching again',
  'rolled-back': 'not as promised, rolled back',
};

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
