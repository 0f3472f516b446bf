import { compare } from '../gates/compare';
import { scientific } from '../gates/scientific';
import { judgePromotion } from '../gates/verify-promotion';
import { countDigits, countsOf } from '../runs/count-digits';
import type { EvaluationSummary } from '../runs/evaluation';
import { batchOf, evidenceOf, gainOver, runsOf } from '../runs/gate-evidence';
import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { isAtMost } from '../statistics/is-at-most';
import { DEFAULT_COOLDOWN_HOURS } from '../study/study';
import { withBaseline } from '../study/tried';
import { MAX_WATCHED_REASON, type WatchVerdict } from '../study/watched';
import type { Desk } from './desk';
import { type Drift, driftOf, pooled } from './drift';
import { lookAtBaseline, measureBaseline, takeBaseline } from './measure-baseline';

/** Chance may make an older route look so much better this rarely before it is gone back to. */
const ROLLBACK_LEVEL = 0.01;

/**
 * A route is watched after it was found: when a study wakes from its rest, its baseline is measured whole and held
 * against what it promised. Where it certainly shows less, today's route and the one before are run again side by
 * side, and only a certainly better older one is gone back to; otherwise the study searches again. After either, a
 * cool-down keeps it from going to and fro.
 *
 * @returns what the cycle's baseline shows now, which may be another one; null when the study ends meanwhile
 */
export async function watchRoute(desk: Desk): Promise<EvaluationSummary | null> {
  promise(desk);
  const summary = await lookAtBaseline(desk, 'e0-baseline');
  if (summary === null) return null;
  const drift = driftFound(desk, summary);
  const cooling = drift === null ? null : coolingDown(desk, drift);
  if (drift === null || cooling !== null) {
    await takeBaseline(desk, 'e0-baseline', { summary, drift: null });
    const reason = drift === null ? steady(desk, summary) : `${drift.reason}; ${cooling}`;
    await conclude(desk, drift === null ? 'as-promised' : 'cooling-down', { reason });
    return summary;
  }
  await takeBaseline(desk, 'e0-baseline', { summary, drift: drift.reason });
  return drift.isLoss ? answerLoss(desk, drift, summary) : reopened(desk, summary, drift);
}

/** The first rest with a route fixes what it promised: a slow decline must not move the mark. */
function promise(desk: Desk): void {
  const phase = desk.phase();
  const { evidence } = phase.gated;
  if (phase.gated.promise !== undefined || evidence.length === 0) return;
  const { passes, runs } = pooled(evidence);
  const promised = { runs, passesByItem: countDigits(passes) };
  desk.setPhase({ ...phase, gated: { ...phase.gated, promise: promised } });
}

function driftFound(desk: Desk, summary: EvaluationSummary): Drift | null {
  const { evidence, promise: promised } = desk.phase().gated;
  return driftOf({
    before: evidence,
    fresh: batchOf(summary),
    promised: promised ? { passes: countsOf(promised.passesByItem), runs: promised.runs } : null,
  });
}

/** Only a loss can wait: against a baseline that shows more than it did, candidates would win too easily. */
function coolingDown(desk: Desk, { by, isLoss }: Drift): string | null {
  const { intervened } = desk.phase();
  const { cooldownHours = DEFAULT_COOLDOWN_HOURS } = desk.study;
  if (by === 'weights' || !isLoss || intervened === undefined || !desk.watch) return null;
  return desk.watch.hoursSince(intervened) < cooldownHours
    ? `nothing is done: the cool-down of ${cooldownHours} h since ${intervened} is not over`
    : null;
}

function steady(desk: Desk, { runs }: EvaluationSummary): string {
  return desk.phase().gated.promise === undefined
    ? `${runs} runs are the first that it is held against`
    : `${runs} runs show what it promised, as far as can be told`;
}

async function answerLoss(
  desk: Desk,
  drift: Drift,
  summary: EvaluationSummary,
): Promise<EvaluationSummary | null> {
  const { baseline, previous } = desk.phase();
  if (!desk.watch || previous === undefined || specId(previous) === specId(baseline)) {
    const reason = `${drift.reason}; there is no route before it to go back to`;
    return reopened(desk, summary, { reason });
  }
  const runs = await desk.watch.compare(baseline, previous);
  if (runs === null || specId(desk.phase().baseline) !== specId(baseline)) return null;
  if (runs === 'unaffordable') {
    const reason = `${drift.reason}; the route before it could not be run again`;
    return reopened(desk, summary, { reason });
  }
  const { better, told } = isBetter(desk, runs);
  const reason = `${drift.reason}; the route before it, run again beside it: ${told}`;
  const summaries = [runs.today, runs.before];
  return better
    ? rolledBack(desk, { reason, summaries, today: baseline, before: previous })
    : reopened(desk, summary, { reason, summaries });
}

/** Is the older route certainly better, and nothing speaks against it? */
function isBetter(
  { kinds, study }: Desk,
  runs: { readonly today: EvaluationSummary; readonly before: EvaluationSummary },
): { readonly better: boolean; readonly told: string } {
  const [today, before] = [evidenceOf(runs.today, kinds), evidenceOf(runs.before, kinds)];
  const { p } = compare(before, today);
  const gain = gainOver(before, today);
  const told = `${gain >= 0 ? '+' : ''}${gain.toFixed(3)} in ${runsOf(before)} fresh runs of each (p ${scientific(p)}, at most ${ROLLBACK_LEVEL} is certain enough)`;
  if (!isAtMost(p, ROLLBACK_LEVEL)) return { better: false, told };
  const { keep, reason } = judgePromotion(today, before, study.policy);
  return { better: keep, told: keep ? told : `${told}, but ${reason}` };
}

async function rolledBack(
  desk: Desk,
  {
    reason,
    summaries,
    today,
    before,
  }: {
    readonly reason: string;
    readonly summaries: readonly EvaluationSummary[];
    readonly today: Spec;
    readonly before: Spec;
  },
): Promise<EvaluationSummary | null> {
  const decision = `c${desk.cycle}/${desk.phase().name}/watched`;
  const { previous: _, ...phase } = withBaseline(desk.phase(), before, {
    cycle: desk.cycle,
    decision,
  });
  desk.setPhase({ ...phase, accuracy: null });
  await conclude(desk, 'rolled-back', { reason: `rolled back: ${reason}`, summaries, today });
  return measureBaseline(desk, 'e0-rolled-back');
}

async function reopened(
  desk: Desk,
  summary: EvaluationSummary,
  found: { readonly reason: string; readonly summaries?: readonly EvaluationSummary[] },
): Promise<EvaluationSummary> {
  await conclude(desk, 're-opened', { ...found, reason: `searches again: ${found.reason}` });
  return summary;
}

/** What the look came to: in the log, in the status, and in the time that the next cool-down counts from. */
async function conclude(
  desk: Desk,
  verdict: WatchVerdict,
  {
    reason,
    summaries = [],
    today = desk.phase().baseline,
  }: {
    readonly reason: string;
    readonly summaries?: readonly EvaluationSummary[];
    readonly today?: Spec;
  },
): Promise<void> {
  const phase = desk.phase();
  const at = desk.watch?.now() ?? '';
  const intervenes = verdict === 'rolled-back' || verdict === 're-opened';
  const watched = { verdict, reason: reason.slice(0, MAX_WATCHED_REASON), at };
  desk.setPhase({ ...phase, watched, ...(intervenes && { intervened: at }) });
  desk.tell({ what: 'watched', verdict, reason });
  await desk.record(`${phase.name}/watched`, {
    type: 'route-watched',
    phase: phase.name,
    verdict,
    from: today,
    to: phase.baseline,
    reason,
    summaries,
  });
}
