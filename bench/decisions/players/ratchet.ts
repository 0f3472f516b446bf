import { atCeiling } from '../../../src/loop/at-ceiling';
import { runPhaseCycle } from '../../../src/loop/run-phase-cycle';
import { specId } from '../../../src/spec/spec-id';
import { trueAccuracy, type World } from '../world';
import { WorldDesk } from '../world-desk';
import { isAtBest, type Play, type Promotion, promotionOf } from './play';
import { studyFor } from './study-for';

export interface RatchetOptions {
  readonly seed: number;
  readonly budget: number;
  readonly cycles: number;
  readonly policy: Readonly<Record<string, unknown>>;
}

/** The loop of the workflows itself, in a simulated world. */
export async function playRatchet(world: World, options: RatchetOptions): Promise<Play> {
  const desk = new WorldDesk(world, studyFor(world, options.seed, options.policy), options);
  const promotions: Promotion[] = [];
  let bestAt: number | null = isAtBest(world, desk.phase().baseline) ? 0 : null;
  const held = new Set<string>();
  for (; desk.cycle <= options.cycles; desk.cycle += 1) {
    const from = desk.phase().baseline;
    const before = desk.used;
    const changed = await runPhaseCycle(desk);
    const to = desk.phase().baseline;
    for (const { candidate } of desk.phase().gated.holds) held.add(specId(candidate.spec));
    if (specId(from) !== specId(to)) {
      promotions.push(promotionOf(world, { from, to, runs: desk.used, claimedGain: 0 }));
      bestAt ??= isAtBest(world, to) ? desk.used : null;
    }
    if (changed === null || (changed === false && atCeiling(desk))) break;
    if (desk.used === before) break;
  }
  return {
    promotions,
    runs: desk.used,
    bestAt,
    gap: world.best - trueAccuracy(world, desk.phase().baseline),
    held: held.size,
    heldDecided: held.size - desk.phase().gated.holds.length,
  };
}
