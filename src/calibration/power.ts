import type { Noise } from './noise';
import { type Fate, fateOf, LOOKS, playBaseline, playCandidate } from './play-candidate';
import { leastLevelOf, rngOf, type Setting, type Strategy, ticketsOf } from './setting';

/** What becomes of candidates of one kind. */
export interface Power {
  /** Share that is promoted by the first, second and third look, in [0, 1]. */
  readonly promoted: readonly number[];
  /** Runs of a candidate until it is decided, on the mean. */
  readonly runs: number;
}

export type PowerByStrategy = Readonly<Record<Strategy, Power>>;

/** How often, and after how many runs, is a candidate promoted? One of the first tickets, by simulation. */
export function powerOf(
  baseline: Noise,
  candidateOf: (play: number) => Noise,
  setting: Setting,
): PowerByStrategy {
  const { policy, plays } = setting;
  const leastLevel = leastLevelOf(policy);
  const seen = Array.from({ length: plays }, (_, play) => {
    const played = { policy, rng: rngOf(setting, play), leastLevel };
    return playCandidate(candidateOf(play), playBaseline(baseline, played), played);
  });
  const summed = (strategy: Strategy): Power => {
    const { level } = ticketsOf(policy, strategy);
    return summary(seen.map((looks) => fateOf(looks, level)));
  };
  return { 'gate-all': summed('gate-all'), screen: summed('screen') };
}

function summary(fates: readonly Fate[]): Power {
  return {
    promoted: LOOKS.map(
      (look) =>
        fates.filter((fate) => fate.look !== null && fate.look <= look).length / fates.length,
    ),
    runs: fates.reduce((sum, { runs }) => sum + runs, 0) / fates.length,
  };
}
