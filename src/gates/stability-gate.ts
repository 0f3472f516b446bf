import { type RunPattern, runPattern } from '../diagnosis/run-pattern';
import { type GateEvidence, itemPasses, runPasses, runsOf } from '../runs/gate-evidence';
import { chiSquaredRatioLimit } from '../statistics/chi-squared-limit';
import { runSpread } from '../statistics/dispersion';
import { populationVariance } from '../statistics/population-variance';
import type { Policy } from '../study/study';
import type { GateResult } from './gate';

/** Orders of failing runs that chance does not make: something happens to the model while it is measured. */
const ORDERED: readonly RunPattern[] = [
  'COLD_START',
  'COLD_START_SUSPECTED',
  'LATE_RECOVERY',
  'LATE_DEGRADATION',
  'EARLY_COLLAPSE',
  'BURST',
  'LATE_FLAKE',
];

/** Of the tests for worse first or last runs. */
const BLOCK_LEVEL = 0.01;

/**
 * G2: do the candidate's runs agree with each other? Their accuracies vary little, or no more than items that pass by
 * chance explain, and in no order.
 */
export function stabilityGate(candidate: GateEvidence, { maxVariance }: Policy): GateResult {
  if (runsOf(candidate) === 0) {
    return {
      gate: 'G2 stability',
      outcome: 'undecided',
      reason: 'no runs to compare',
      evidence: { variance: null, maxVariance, ratio: null, ratioLimit: null },
    };
  }
  const reading = readVariance(candidate);
  const found = reading.variance <= maxVariance ? null : disorder(candidate, reading);
  const words = `variance of run accuracies ${reading.variance.toFixed(4)}`;
  return {
    gate: 'G2 stability',
    outcome: found === null ? 'pass' : 'fail',
    reason: `${words}; ${told(reading, maxVariance, found)} (${marksOf(candidate)})`,
    evidence: { ...reading, maxVariance },
  };
}

interface Reading {
  /** Population variance of the run accuracies. */
  readonly variance: number;
  /** Observed variance of the run totals over what their items explain; null where the items never vary. */
  readonly ratio: number | null;
  readonly ratioLimit: number;
}

function readVariance(evidence: GateEvidence): Reading {
  const runs = runsOf(evidence);
  const passesByRun = runPasses(evidence.batches);
  const spread = runSpread({ passes: itemPasses(evidence.batches), passesByRun, runs });
  return {
    variance: populationVariance(passesByRun.map((passes) => passes / evidence.kinds.length)),
    ratio: spread.explained === 0 ? null : spread.observed / spread.explained,
    ratioLimit: chiSquaredRatioLimit(Math.max(1, runs - 1)),
  };
}

/** What is wrong with runs that vary much; null where chance explains it. */
function disorder({ batches }: GateEvidence, { ratio, ratioLimit }: Reading): string | null {
  if (ratio === null || ratio > ratioLimit) {
    return 'whole runs go up and down together, more than items that pass by chance explain';
  }
  const pattern = batches
    .map(({ marks }) => runPattern(marks))
    .find((each) => ORDERED.includes(each));
  if (pattern !== undefined) return `the failing runs stand in an order (${pattern})`;
  const blocked = batches.some(({ blocks }) =>
    [blocks.early, blocks.late].some((p) => p !== null && p <= BLOCK_LEVEL),
  );
  return blocked ? 'the first or the last runs are worse than the others' : null;
}

function told({ ratio, ratioLimit }: Reading, maxVariance: number, found: string | null): string {
  if (found !== null) return `at most ${maxVariance} is stable: ${found}`;
  const explained =
    ratio === null
      ? ''
      : `, or what items that pass by chance explain (${ratio.toFixed(2)} times that, at most ${ratioLimit.toFixed(2)})`;
  return `at most ${maxVariance} is stable${explained}`;
}

function marksOf({ batches }: GateEvidence): string {
  return batches.map(({ marks }) => marks).join(' ');
}
