import { atCeiling } from '../../../src/loop/at-ceiling';
import { runPhaseCycle } from '../../../src/loop/run-phase-cycle';
import { specId } from '../../../src/spec/spec-id';
import type { World } from '../world';
import { WorldDesk } from '../world-desk';
import { type Play, type Promotion, promotionOf, standingOf } from './play';
import type { Standing } from './standing';
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
  const standings: Standing[] = [standingOf(world, desk.phase().baseline, 0)];
  for (; desk.cycle <= options.cycles; desk.cycle += 1) {
    const { promotion, ended } = await playCycle(world, desk);
    if (promotion) {
      promotions.push(promotion);
      standings.push(standingOf(world, desk.phase().baseline, promotion.runs));
    }
    if (ended) break;
  }
  const { passed, used: runs, holds } = desk;
  return { promotions, passed, runs, best: world.best, standings, holds: holds.counts };
}

async function playCycle(
  world: World,
  desk: WorldDesk,
): Promise<{ readonly promotion: Promotion | null; readonly ended: boolean }> {
  const from = desk.phase().baseline;
  const [before, gatedBefore] = [desk.used, desk.gatedAt];
  const changed = await runPhaseCycle(desk);
  const to = desk.phase().baseline;
  const isNew = specId(from) !== specId(to);
  // Up to the gate that certified it; the runs that verify it come on top. A repair has no gate.
  const runs = desk.gatedAt === gatedBefore ? desk.used : desk.gatedAt;
  const claimedGain = desk.passed.findLast(({ spec }) => spec === specId(to))?.claimedGain ?? 0;
  return {
    promotion: isNew ? promotionOf(world, { from, to, runs, claimedGain }) : null,
    ended: changed === null || desk.used === before || (!changed && atCeiling(desk)),
  };
}
