import type { StudyStatus } from '../../study/status';
import type { UnderWay } from './under-way';

/** How long the evaluations that are planned at this moment may take: an estimate, not a promise. */
export interface TimeLeft {
  readonly seconds: number;
  /** Runs that are still to be made. */
  readonly runsLeft: number;
  /** Runs that it rests on. */
  readonly runsMade: number;
}

/**
 * Estimates from this cycle's runs, all together, how long the evaluations that wait or are being made will take. What
 * the cycle plans later, looks, verifications, is not in it.
 *
 * @param elapsedMs - since the cycle began its work
 * @returns null before a first run, and while nothing is planned
 */
export function timeLeft(
  status: StudyStatus,
  underWay: readonly UnderWay[],
  elapsedMs: number,
): TimeLeft | null {
  if (status.state !== 'running') return null;
  const rows = status.phases.flatMap(({ table }) => table);
  const open = rows.filter(({ state }) => state === 'waiting' || state === 'measuring');
  const perEvaluation = Math.max(0, ...rows.map(({ runs }) => runs));
  const begun = underWay.reduce((sum, { letters }) => sum + letters.length, 0);
  const runsMade = rows.reduce((sum, { runs }) => sum + runs, 0) + begun;
  const runsLeft = open.length * perEvaluation - begun;
  if (runsMade === 0 || runsLeft <= 0) return null;
  return { seconds: ((elapsedMs / 1000) * runsLeft) / runsMade, runsLeft, runsMade };
}
