import type { Rng } from '../../../src/statistics/seeded-random';
import type { LabelledRun } from '../labelled-evaluation';
import { type Answered, answerOf, type Fate, type Reason } from './behaviours';
import { normal } from './draw';
import type { ItemNature, World } from './world';

export interface Played {
  readonly runs: readonly LabelledRun[];
  /** How many outcomes each behaviour made go wrong. */
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  readonly ended: string | null;
}

/** Latency of an answer that comes from a cache. */
const CACHED_MS = 3;

/** Plays the runs of a world, one after another, and remembers why each outcome went wrong. */
export function playWorld(world: World, rng: Rng): Played {
  const runs: LabelledRun[] = [];
  const reasons: Partial<Record<Reason, number>> = {};
  const fates = world.items.map(() => ({ polluted: rng(), leaning: rng(), form: rng() }));
  for (let run = 1; run <= world.runs; run += 1) {
    if (world.faults.ended?.run === run) return { runs, reasons, ended: world.faults.ended.code };
    const [first] = runs;
    if (world.faults.cached && first) {
      runs.push({ ...first, startState: 'as-is', ...latencies([CACHED_MS]) });
      continue;
    }
    const answered = answersOf(world, run, { fates, rng });
    count(answered, reasons);
    runs.push(runOf(world, run, answered));
  }
  return { runs, reasons, ended: null };
}

function count(answered: readonly Answered[], reasons: Partial<Record<Reason, number>>): void {
  for (const { letter, reason } of answered) {
    if (letter !== 'P') reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
}

function answersOf(
  world: World,
  run: number,
  { fates, rng }: { readonly fates: readonly Fate[]; readonly rng: Rng },
): readonly Answered[] {
  return world.items.map((item, place) => {
    const requests = (run - 1) * world.items.length + place + 1;
    const fate = fates[place] ?? { polluted: 1, leaning: 1, form: 1 };
    const usualMs = usual(world, item, requests, rng);
    return answerOf({ world, item, place, run, requests, usualMs, fate, rng });
  });
}

/** The first answer after loading takes about twice as long. */
function usual({ latency, startsCold }: World, item: ItemNature, ...rest: [number, Rng]): number {
  const [requests, rng] = rest;
  const loading = requests === 1 && startsCold ? latency.usualMs : 0;
  return latency.usualMs * item.length * Math.exp(latency.spread * normal(rng)) + loading;
}

function runOf(world: World, run: number, answered: readonly Answered[]): LabelledRun {
  const letters = answered.map(({ letter }) => letter).join('');
  const copies = world.spec.temperature === 0 && !letters.includes('T');
  const first = world.startsCold ? 'cold' : 'warm';
  return {
    letters,
    answers: copies ? letters : `${letters}#${run}`,
    startState: run === 1 ? first : 'as-is',
    voids: world.faults.voids[run] ?? [],
    ...latencies(answered.map(({ ms }) => ms)),
  };
}

function latencies(all: readonly number[]): Pick<LabelledRun, 'firstMs' | 'medianMs' | 'p95Ms'> {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { firstMs: Math.round(all[0] ?? 0), medianMs: at(0.5), p95Ms: at(0.95) };
}
