import type { Pilot } from '../pilot';
import type { ModelName } from '../stage';

/** Where items come from: what the pilot saw of them. */
export interface Choice {
  readonly model: ModelName;
  readonly variant: string;
}

/** Ids of the items that became one of these letters in the pilot, in suite order. */
export function itemsThatWere(
  { letters }: Pilot,
  { model, variant }: Choice,
  wanted: string,
): readonly string[] {
  const found = letters[`${model}/atomic/${variant}`] ?? {};
  return Object.keys(found).filter((id) => wanted.includes(found[id] ?? '?'));
}

/** So many of the list, from a place on and around its end; all different, fewer where there are not so many. */
export function someOf(ids: readonly string[], count: number, from = 0): readonly string[] {
  return ids.map((_, index) => ids[(from + index) % ids.length] ?? '').slice(0, count);
}

/** The pilot's median milliseconds of an item, as seconds; a usual value where it was not asked. */
export function usualSeconds({ medianMs }: Pilot, { model, variant }: Choice): number {
  return (medianMs[`${model}/atomic/${variant}`] ?? 1500) / 1000;
}
