import { tokensOf } from '../item-facts';
import type { MeasuredItem } from '../measured-evaluation';

/** Tokens over items, as promptfoo has them; 0 where the endpoint told nothing. */
export function tokenUsage(items: readonly MeasuredItem[]) {
  const told = items.flatMap((item) => tokensOf(item) ?? []);
  const prompt = told.reduce((sum, { input }) => sum + input, 0);
  const completion = told.reduce((sum, { output }) => sum + output, 0);
  const numRequests = items.reduce((sum, { calls }) => sum + calls.length, 0);
  return { prompt, completion, cached: 0, total: prompt + completion, numRequests };
}
