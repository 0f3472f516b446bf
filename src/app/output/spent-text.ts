interface Spent {
  readonly runs: number;
  readonly tokens: number;
  readonly usd: number;
}

type Limits = { readonly [What in keyof Spent]: number | null };

const NO_LIMITS: Limits = { runs: null, tokens: null, usd: null };

/** What a study has spent, of what it may spend. No dollars where no model has prices: 0.00 would look like a measurement. */
export function spentText({ runs, tokens, usd }: Spent, budget: Limits = NO_LIMITS): string {
  const of = (limit: number | null): string => (limit === null ? '' : ` of ${limit}`);
  const money =
    budget.usd === null && usd === 0 ? '' : `, ${usd.toFixed(2)}${of(budget.usd)} US dollars`;
  return `${runs}${of(budget.runs)} runs, ${tokens}${of(budget.tokens)} tokens${money}`;
}
