import { atCeiling } from '../../../src/loop/at-ceiling';
import { runPhaseCycle } from '../../../src/loop/run-phase-cycle';
import { specId } from '../../../src/spec/spec-id';
import { trueAccuracy, type World } from '../world';
import { WorldDesk } from '../world-desk';
import { firstAtBest, isAtBest, type Play, type Promotion, promotionOf } from './play';
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
  const held = new Set<string>();
  let bestAt = firstAtBest(null, isAtBest(world, desk.phase().baseline), 0);
  for (; desk.cycle <= options.cycles; desk.cycle += 1) {
    const { promotion, ended } = await playCycle(world, desk);
    for (const { candidate } of desk.phase().gated.holds) held.add(specId(candidate.spec));
    if (promotion) promotions.push(promotion);
    bestAt = firstAtBest(bestAt, isAtBest(world, desk.phase().baseline), desk.gatedAt);
    if (ended) break;
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

async function playCycle(
  world: World,
  desk: WorldDesk,
): Promise<{ readonly promotion: Promotion | null; readonly ended: boolean }> {
  const from = desk.phase().baseline;
  const before = desk.used;
  const changed = await runPhaseCycle(desk);
  const to = desk.phase().baseline;
  const isNew = specId(from) !== specId(to);
  const spentNothing = desk.used === before;
  return {
    promotion: isNew ? promotionOf(world, { from, to, runs: desk.used, claimedGain: 0 }) : null,
    ended: changed === null || spentNothing || (!changed && atCeiling(desk)),
  };
}
