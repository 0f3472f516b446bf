import type { EvaluationSummary } from '../runs/evaluation';
import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { atCeiling } from './at-ceiling';
import type { Contest } from './contest';
import type { Desk } from './desk';
import { gateAll } from './gate-all';
import { measureBaseline } from './measure-baseline';
import { screenAndGate } from './screen-and-gate';
import { watchRoute } from './watch-route';

/**
 * One cycle of one phase: evaluate the baseline and mend what keeps it from being measured fairly, generate, evaluate,
 * decide, learn, enforce.
 *
 * @returns whether the baseline changed, by a promotion or a kept repair; null when the study ends in the middle of it
 */
export async function runPhaseCycle(desk: Desk): Promise<boolean | null> {
  if (!desk.woken && desk.phase().accuracy !== null && atCeiling(desk)) return false;
  const before = desk.phase().baseline;
  const start = await fairBaseline(desk);
  if (!start) return null;
  const fair = desk.phase().baseline;
  const contest = await compete(desk);
  if (!contest) return null;
  // Promoted by hand meanwhile: what was measured was compared with another baseline.
  if (!contest.winner && specId(desk.phase().baseline) !== specId(fair)) return true;
  return finish(desk, { ...start, before, contest });
}

interface Start {
  /** The baseline that candidates are compared with. */
  readonly baseline: EvaluationSummary;
  /** Was it repaired first, or the route before it gone back to? */
  readonly mended: boolean;
}

/** Measures the baseline; where its trouble would make every comparison unfair, mends it and measures it again. */
async function fairBaseline(desk: Desk): Promise<Start | null> {
  const was = specId(desk.phase().baseline);
  const watching = desk.woken && desk.watch !== undefined;
  const measured = watching ? await watchRoute(desk) : await measureBaseline(desk, 'e0-baseline');
  if (!measured) return null;
  const rolledBack = specId(desk.phase().baseline) !== was;
  const mended = await desk.repair(measured, 'before');
  if (mended === null) return null;
  const baseline = mended ? await measureBaseline(desk, 'e0-repaired') : measured;
  return baseline && { baseline, mended: mended || rolledBack };
}

function compete(desk: Desk): Promise<Contest | null> {
  return desk.study.policy.strategy === 'screen' ? screenAndGate(desk) : gateAll(desk);
}

async function finish(
  desk: Desk,
  {
    before,
    baseline,
    mended,
    contest,
  }: Start & { readonly before: Spec; readonly contest: Contest },
): Promise<boolean | null> {
  const { winner, verdicts } = contest;
  const kept = await desk.repair(winner?.summary ?? baseline, 'after');
  if (kept === null) return null;
  const changed = winner !== null || kept || mended;
  countDryCycle(desk, changed);
  const improvement = winner?.decision.gain ?? 0;
  await desk.close({ baselineWas: before, improvement, verdicts });
  return changed;
}

function countDryCycle(desk: Desk, changed: boolean): void {
  const phase = desk.phase();
  const dryCycles = changed ? 0 : phase.gated.dryCycles + 1;
  desk.setPhase({ ...phase, gated: { ...phase.gated, dryCycles } });
}
