import { blockTests } from '../diagnosis/block-tests';
import { runMarks } from '../diagnosis/run-marks';
import { countDigits } from '../runs/count-digits';
import type { EvidenceBatch } from '../runs/gate-evidence';
import { populationVariance } from '../statistics/population-variance';
import type { Rng } from '../statistics/seeded-random';
import type { Noise } from './noise';

/** How many runs to play, with what chance, and above what variance their order is looked at. */
export interface BatchPlan {
  readonly runs: number;
  readonly maxVariance: number;
  readonly rng: Rng;
}

/** Runs of a spec, at most 63, as its noise would make them: evidence that the gates read. */
export function simulatedBatch(noise: Noise, { runs, maxVariance, rng }: BatchPlan): EvidenceBatch {
  const items = noise.chances.length;
  const rows = Array.from({ length: runs }, () => oneRun(noise, rng));
  const passesByRun = rows.map((row) => row.reduce((sum, passed) => sum + passed, 0));
  // Only runs that differ are looked at for order, as in the gate itself.
  const differ = populationVariance(passesByRun.map((passes) => passes / items)) > maxVariance;
  return {
    evaluation: 'simulated',
    runs,
    passesByItem: passesByItem(rows, items),
    passesByRun,
    marks: runMarks(passesByRun, items),
    restraint: { answered: 0, overCalled: 0 },
    blocks: differ ? blockTests(rows.map(asLetters)) : { early: null, late: null },
    identicalAnswers: false,
    measured: { latencyMs: [], costUsd: null, digests: [] },
  };
}

/** 1 per item that passed. */
function oneRun({ chances, phi }: Noise, rng: Rng): Uint8Array {
  const shift = phi > 1 ? shiftOfRun(chances, phi, rng) : 0;
  const passed = new Uint8Array(chances.length);
  for (const [item, chance] of chances.entries()) {
    passed[item] = rng() < chance + shift * chance * (1 - chance) ? 1 : 0;
  }
  return passed;
}

/**
 * By how much this run is better or worse as a whole: every item's chance moves by this times p(1 - p), which is what a
 * small step in logits does. Its variance makes run totals vary phi times as much as their items explain.
 */
function shiftOfRun(chances: readonly number[], phi: number, rng: Rng): number {
  const explained = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0);
  return explained === 0 ? 0 : Math.sqrt((phi - 1) / explained) * nearlyNormal(rng);
}

/** Mean 0, variance 1: three even draws together. */
function nearlyNormal(rng: Rng): number {
  return 2 * (rng() + rng() + rng()) - 3;
}

function passesByItem(rows: readonly Uint8Array[], items: number): string {
  const passes = new Uint8Array(items);
  for (const row of rows) {
    for (let item = 0; item < items; item += 1) {
      passes[item] = (passes[item] ?? 0) + (row[item] ?? 0);
    }
  }
  return countDigits([...passes]);
}

function asLetters(row: Uint8Array): string {
  let letters = '';
  for (const passed of row) letters += passed === 1 ? 'P' : 'W';
  return letters;
}
