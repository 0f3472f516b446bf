import type { Spec } from '../../src/spec/spec';
import type { Rng } from '../../src/statistics/seeded-random';
import { specIndex } from '../../src/study/factor-space';
import { gaussian } from './gaussian';
import type { Recorded, World } from './world';

/** One run of a spec: a letter per item. */
export function lettersOfRun(world: World, spec: Spec, rng: Rng): string {
  if (world.recorded)
    return recordedRun(world.recorded, specIndex(world.space, spec) ?? 0, { spec, rng });
  return oneRun(world, spec, rng)
    .map((passed) => (passed === 1 ? 'P' : 'W'))
    .join('');
}

/** Items that start afresh are drawn each by itself, those of one conversation as they came together. */
function recordedRun(
  { runs }: Recorded,
  number: number,
  { spec, rng }: { readonly spec: Spec; readonly rng: Rng },
): string {
  const rows = runs[number] ?? [];
  const drawn = (): string => rows[Math.floor(rng() * rows.length)] ?? '';
  if (spec.isolation === 0 || rows.length === 1) return drawn();
  return Array.from(rows[0] ?? '', (_, item) => drawn().charAt(item)).join('');
}

/** One run of a spec: 1 per item that passed. */
export function oneRun(world: World, spec: Spec, rng: Rng): readonly number[] {
  if (world.recorded)
    return Array.from(lettersOfRun(world, spec, rng), (letter) => Number(letter === 'P'));
  const chances = world.chances[specIndex(world.space, spec) ?? 0] ?? new Float64Array();
  const shift = world.shiftSd === 0 ? 0 : world.shiftSd * gaussian(rng);
  return Array.from(chances, (chance) => (rng() < shifted(chance, shift) ? 1 : 0));
}

/** The chance moved by so many logits. */
function shifted(chance: number, shift: number): number {
  return shift === 0 ? chance : 1 / (1 + ((1 - chance) / chance) * Math.exp(-shift));
}
