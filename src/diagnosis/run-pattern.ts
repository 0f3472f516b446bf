import { blockChance } from './pattern-order';

/** Classes of the order in which runs fail and pass, first match first. */
export const RUN_PATTERNS = [
  'CLEAN',
  'CAPABILITY_LIMIT',
  'COLD_START_SUSPECTED',
  'COLD_START',
  'LATE_RECOVERY',
  'LATE_FLAKE',
  'LATE_DEGRADATION',
  'EARLY_COLLAPSE',
  'SINGLE_FLAKE',
  'LONE_PASS',
  'ALTERNATING',
  'BURST',
  'WARMING_TREND',
  'DEGRADING_TREND',
  'INTERMITTENT',
  'HIGH_VARIANCE',
] as const;
export type RunPattern = (typeof RUN_PATTERNS)[number];

/** The most that chance may explain of a trend in the order of the failing runs. */
const TREND_LEVEL = 0.1;

/**
 * In what order did the runs fail? The name of a pattern says what it looks like, not what caused it.
 *
 * @param marks - one `F` or `P` per run
 * @returns `CLEAN` where no run failed
 */
export function runPattern(marks: string): RunPattern {
  const runs = marks.length;
  const failed = marks.split('').filter((mark) => mark === 'F').length;
  if (failed === 0) return 'CLEAN';
  if (failed === runs) return 'CAPABILITY_LIMIT';
  return edgePattern(marks, failed) ?? innerPattern(marks, failed);
}

/** Failures in one block at the beginning or at the end. */
function edgePattern(marks: string, failed: number): RunPattern | undefined {
  const half = Math.ceil(marks.length / 2);
  if (/^F+P+$/.test(marks)) {
    if (failed === 1) return 'COLD_START_SUSPECTED';
    return failed <= half ? 'COLD_START' : 'LATE_RECOVERY';
  }
  if (/^P+F+$/.test(marks)) {
    if (failed === 1) return 'LATE_FLAKE';
    return failed <= half ? 'LATE_DEGRADATION' : 'EARLY_COLLAPSE';
  }
  return undefined;
}

function innerPattern(marks: string, failed: number): RunPattern {
  if (failed === 1) return 'SINGLE_FLAKE';
  if (failed === marks.length - 1) return 'LONE_PASS';
  if (!/FF|PP/.test(marks)) return 'ALTERNATING';
  if (/^P+F{3,}P+$/.test(marks)) return 'BURST';
  if (blockChance(marks, 'early') <= TREND_LEVEL) return 'WARMING_TREND';
  if (blockChance(marks, 'late') <= TREND_LEVEL) return 'DEGRADING_TREND';
  return failed === 2 ? 'INTERMITTENT' : 'HIGH_VARIANCE';
}
