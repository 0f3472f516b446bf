import type { News } from './notification';
import type { Target } from './target';

/** Is a target told of this? */
export function wants(
  { events, studies }: Pick<Target, 'events' | 'studies'>,
  { type, data }: News,
): boolean {
  return events.includes(type) && (studies === null || studies.includes(data.study));
}
