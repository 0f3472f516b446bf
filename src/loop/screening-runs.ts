import { runPasses } from '../runs/gate-evidence';
import { populationVariance } from '../statistics/population-variance';
import type { Desk } from './desk';

/** Where runs differ, one says too little. */
const NOISY_RUNS = 3;

/** Runs of one spec in a screening: one where the baseline's runs agree with each other, three where they do not. */
export function screeningRuns(desk: Desk): number {
  const { policy } = desk.study;
  const passes = runPasses(desk.phase().gated.evidence);
  if (passes.length === 0) return 1;
  const variance = populationVariance(passes.map((count) => count / desk.kinds.length));
  return variance <= policy.maxVariance ? 1 : NOISY_RUNS;
}
