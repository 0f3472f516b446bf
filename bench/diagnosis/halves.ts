import { seedFromText } from '../../src/statistics/seeded-random';
import type { LabelledEvaluation } from './labelled-evaluation';

/** Rules were made on one half, and are scored on the other. */
export const HALVES = ['made on', 'scored on'] as const;
export type Half = (typeof HALVES)[number];

/** Which half an evaluation belongs to: by its id alone, so that no new one moves an old one. */
export function halfOf({ id }: Pick<LabelledEvaluation, 'id'>): Half {
  return seedFromText(`half/${id}`) % 2 === 0 ? 'made on' : 'scored on';
}
