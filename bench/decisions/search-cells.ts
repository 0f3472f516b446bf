import type { WorldPlan } from './world';

/** Worlds in which searches are compared; a replica of one is a seed. */
export type SearchCell = Pick<WorldPlan, 'ground' | 'noise' | 'items'>;

/** Runs that a search has. */
export const SEARCH_BUDGET = 300;

/** Four landscapes of 432 specs, each without noise, with little and with much, and a large one of 10,000 specs. */
export const SEARCH_CELLS: readonly SearchCell[] = [
  ...(['unique', 'additive', 'interaction', 'rugged'] as const).flatMap((ground) => [
    ...(['det', 'mild', 'strong'] as const).map((noise) => ({ ground, noise, items: 12 })),
    { ground, noise: 'strong' as const, items: 50 },
  ]),
  ...(['det', 'mild', 'strong'] as const).map((noise) => ({
    ground: 'large' as const,
    noise,
    items: 12,
  })),
];

/** `unique strong 50`. */
export function cellName({ ground, noise, items }: SearchCell): string {
  return `${ground} ${noise} ${items}`;
}
