/**
 * Milliseconds that one decision takes, in this process.
 *
 *   npx tsx bench/decisions/speed.ts
 *
 * The aims: at most 5 ms for 200 items, at most 50 ms for 1,000 items at 28 runs.
 */
import { blockTests } from '../../src/diagnosis/block-tests';
import { runMarks } from '../../src/diagnosis/run-marks';
import { decide } from '../../src/gates/decide';
import { NEW_LEDGER } from '../../src/gates/ledger';
import { countDigits } from '../../src/runs/count-digits';
import type { GateEvidence } from '../../src/runs/gate-evidence';
import { type Rng, seededRandom } from '../../src/statistics/seeded-random';
import { DEFAULT_POLICY } from '../../src/study/study';
import { markdownTable } from './markdown-table';

const ITEMS = [12, 50, 200, 1000];
const RUNS = [7, 14, 28];
/** Pairs of specs per cell; each is decided about once before the clock runs. */
const PAIRS = 200;

function measure(items: number, runs: number): number {
  const rng = seededRandom(items * 31 + runs);
  const pairs = Array.from({ length: PAIRS }, () => {
    const chances = Array.from({ length: items }, () => rng());
    return [evidence(chances, runs, rng), evidence(chances, runs, rng)] as const;
  });
  const decideAll = (): void => {
    for (const [candidate, baseline] of pairs) {
      decide(candidate, baseline, {
        policy: DEFAULT_POLICY,
        ledger: NEW_LEDGER,
        look: 3,
        ticket: null,
        diagnosis: '',
      });
    }
  };
  decideAll();
  const started = performance.now();
  decideAll();
  return (performance.now() - started) / PAIRS;
}

function evidence(chances: readonly number[], runs: number, rng: Rng): GateEvidence {
  const rows = Array.from({ length: runs }, () =>
    chances.map((chance) => (rng() < chance ? 'P' : 'W')).join(''),
  );
  const passesByRun = rows.map((row) => row.split('P').length - 1);
  const passes = chances.map((_, item) => rows.filter((row) => row.charAt(item) === 'P').length);
  const batch = {
    evaluation: 'simulated',
    runs,
    passesByItem: countDigits(passes),
    passesByRun,
    marks: runMarks(passesByRun, chances.length),
    restraint: { answered: 0, overCalled: 0 },
    blocks: blockTests(rows),
    identicalAnswers: false,
    measured: { latencyMs: [], costUsd: null, digests: [] },
  };
  return { specId: 'simulated', kinds: 'a'.repeat(chances.length), batches: [batch] };
}

const rows = ITEMS.flatMap((items) =>
  RUNS.map((runs) => ({
    cell: `${items} items, ${runs} runs of each`,
    milliseconds: measure(items, runs).toFixed(3),
  })),
);
console.log(markdownTable(['milliseconds'], rows));
