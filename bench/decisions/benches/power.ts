import { evidence, LOOKS } from '../../../src/calibration/play-candidate';
import { simulatedBatch } from '../../../src/calibration/simulated-batch';
import { decide } from '../../../src/gates/decide';
import { type Look, NEW_LEDGER, type Ticket } from '../../../src/gates/ledger';
import { runsAtLook } from '../../../src/loop/plan-looks';
import { type EvidenceBatch, runsOf } from '../../../src/runs/gate-evidence';
import { type Rng, seededRandom } from '../../../src/statistics/seeded-random';
import { DEFAULT_POLICY } from '../../../src/study/study';
import { type Bench, type Cell, seedsFrom } from '../cell';
import { intervalText } from '../upper-limit';
import { makeWorld, type Noise } from '../world';

/** A ticket of a study that gates every candidate, and one that comes after the equal ones. */
const EARLY = 0;

/** How often is a true gain promoted, look by look, and a true loss? */
export const power: Bench = {
  cells: [
    flip('one of 12 items gained for certain, first 64 tickets', 63),
    flip('one of 12 items gained for certain, ticket 65', 64),
    ...(['mild', 'strong'] as const).flatMap((noise) =>
      [6, 12, 50].map((items) => gainCell({ noise, items, gain: 0.167 })),
    ),
    ...(['mild', 'strong'] as const).flatMap((noise) =>
      [12, 50].map((items) => gainCell({ noise, items, gain: -0.05 })),
    ),
  ],
  columns: [
    'comparisons',
    'promoted at 7 runs',
    'by 14 runs',
    'by 28 runs',
    'by 28 runs, 95 %',
    'mean runs',
  ],
  plot: {
    kind: 'dots',
    title: 'Share of candidates promoted by 7, 14 and 28 runs (simulated)',
    series: [{ column: 'promoted at 7 runs' }, { column: 'by 14 runs' }, { column: 'by 28 runs' }],
    aim: null,
  },
};

function flip(name: string, tickets: number): Cell {
  return {
    name,
    play: async ({ studies, seed }) =>
      played(seedsFrom(seed, studies), tickets, () => ({
        baseline: Array.from({ length: 12 }, (_, item) => Number(item < 8)),
        candidate: Array.from({ length: 12 }, (_, item) => Number(item < 9)),
      })),
  };
}

/** Items of the start of an additive world; the candidate's chances are moved until the mean gains so much. */
function gainCell({ noise, items, gain }: { noise: Noise; items: number; gain: number }): Cell {
  return {
    name: `${gain > 0 ? 'gain' : 'loss'} ${Math.abs(gain)}, ${noise} ${items}`,
    play: async ({ studies, seed }) =>
      played(seedsFrom(seed, studies), EARLY, (each) => {
        const world = makeWorld({ ground: 'equal', noise, items, seed: each });
        const baseline = Array.from(world.chances[0] ?? []);
        return { baseline, candidate: moved(baseline, gain) };
      }),
  };
}

/** Every item moved by as many logits as make the mean gain so much: hard items gain little, easy ones too. */
function moved(chances: readonly number[], gain: number): readonly number[] {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const by = (shift: number): readonly number[] =>
    chances.map((chance) => 1 / (1 + ((1 - chance) / chance) * Math.exp(-shift)));
  let [low, high] = [-20, 20];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (mean(by(middle)) - mean(chances) < gain) low = middle;
    else high = middle;
  }
  return by(high);
}

interface Pair {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

function played(seeds: readonly number[], tickets: number, pairOf: (seed: number) => Pair) {
  const promoted = { 1: 0, 2: 0, 3: 0 };
  let runs = 0;
  for (const seed of seeds) {
    const found = compared(pairOf(seed), seededRandom(seed * 104_729 + 7), tickets);
    runs += found.runs;
    if (found.look !== null) promoted[found.look] += 1;
  }
  const by = (look: Look): number =>
    LOOKS.filter((each) => each <= look).reduce((sum, each) => sum + promoted[each], 0);
  return {
    comparisons: seeds.length,
    'promoted at 7 runs': by(1) / seeds.length,
    'by 14 runs': by(2) / seeds.length,
    'by 28 runs': by(3) / seeds.length,
    'by 28 runs, 95 %': intervalText(by(3), seeds.length),
    'mean runs': runs / seeds.length,
  };
}

function compared(pair: Pair, rng: Rng, tickets: number): { runs: number; look: Look | null } {
  let ledger = { ...NEW_LEDGER, tickets };
  let ticket: Ticket | null = null;
  let [ours, theirs]: readonly [readonly EvidenceBatch[], readonly EvidenceBatch[]] = [[], []];
  for (const look of LOOKS) {
    const made = runsAtLook(DEFAULT_POLICY, look);
    const runs = made - runsOf({ batches: ours });
    ours = [...ours, batch(pair.candidate, runs, rng)];
    theirs = [...theirs, batch(pair.baseline, runs, rng)];
    const context = { policy: DEFAULT_POLICY, ledger, look, ticket, diagnosis: '' };
    const found = decide(evidence(ours), evidence(theirs), context);
    ({ ledger, ticket } = found);
    const { verdict } = found.decision;
    if (verdict === 'PROMOTE') return { runs: made, look };
    if (verdict === 'REJECT') return { runs: made, look: null };
  }
  return { runs: runsAtLook(DEFAULT_POLICY, 3), look: null };
}

/** Runs that vary as their items explain; nobody asks for their order. */
function batch(chances: readonly number[], runs: number, rng: Rng): EvidenceBatch {
  return simulatedBatch({ chances, phi: 1 }, { runs, maxVariance: 1, rng });
}
