import type { Diagnosis, OutcomeGrid } from '../../diagnosis';

/** Looks at the grid for one class of trouble; undefined where it does not see it. Pure. */
export type Rule = (grid: OutcomeGrid) => Diagnosis | undefined;
