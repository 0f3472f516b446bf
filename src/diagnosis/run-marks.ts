import { median } from '../statistics/median';

/**
 * Marks each run `P` (as usual) or `F` (out of line), so that order can be read: `FFPPPPP`.
 *
 * A run is F when nothing in it was right while another run had passes, or when its accuracy is at most half the
 * median of the runs above zero and lies at least 2.6 standard errors below it. All zero: all F.
 *
 * @param passesByRun - right items per run
 * @param items - items per run, at least 1
 */
export function runMarks(passesByRun: readonly number[], items: number): string {
  const nonZero = passesByRun.filter((passes) => passes > 0);
  if (nonZero.length === 0) return 'F'.repeat(passesByRun.length);
  const usual = median(nonZero) / items;
  const error = Math.sqrt(items * usual * (1 - usual));
  return passesByRun.map((passes) => (isOut(passes) ? 'F' : 'P')).join('');

  function isOut(passes: number): boolean {
    if (passes === 0) return true;
    return passes / items <= usual / 2 && items * usual - passes >= 2.6 * error;
  }
}
