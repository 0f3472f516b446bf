import { type GateEvidence, gainOver, medianRunAccuracy, runPasses } from '../runs/gate-evidence';
import { populationVariance } from '../statistics/population-variance';
import type { Noise } from './noise';
import { evidence, fateOf, type Played, playBaseline, playCandidate } from './play-candidate';
import { rngOf, type Setting, ticketsOf } from './setting';
import { simulatedBatches } from './simulated-batch';

/** Studies in which no candidate is better than the baseline: in how many is one promoted all the same? */
export interface FalsePromotions {
  readonly studies: number;
  /** Candidates per study: as many as there are equal tickets. */
  readonly candidates: number;
  /** Studies with a false promotion: by the gates, and by the seed's plain gates with and without their second one. */
  readonly exact: number;
  readonly plain: number;
  readonly plainUnstable: number;
  /** Runs of a candidate until it is rejected, on the mean. */
  readonly runs: number;
}

/** The same specs as candidates over and over, four per cycle against the cycle's baseline. */
export function falsePromotions(noise: Noise, setting: Setting, studies: number): FalsePromotions {
  const { count, level } = ticketsOf(setting.policy, 'gate-all');
  const found = { exact: 0, plain: 0, plainUnstable: 0, runs: 0 };
  for (let study = 0; study < studies; study += 1) {
    const played = { policy: setting.policy, rng: rngOf(setting, -1 - study), leastLevel: level };
    const one = playStudy(noise, played, { count, level });
    found.exact += Number(one.exact);
    found.plain += Number(one.plain);
    found.plainUnstable += Number(one.plainUnstable);
    found.runs += one.runs;
  }
  return { ...found, studies, candidates: count, runs: found.runs / (studies * count) };
}

interface Wrong {
  readonly exact: boolean;
  readonly plain: boolean;
  readonly plainUnstable: boolean;
}

function playStudy(
  noise: Noise,
  played: Played,
  tickets: { readonly count: number; readonly level: number },
): Wrong & { readonly runs: number } {
  const { candidatesPerCycle } = played.policy;
  let wrong: Wrong = { exact: false, plain: false, plainUnstable: false };
  let [runs, baseline] = [0, playBaseline(noise, played)];
  for (let candidate = 0; candidate < tickets.count; candidate += 1) {
    if (candidate % candidatesPerCycle === 0) baseline = playBaseline(noise, played);
    const fate = fateOf(playCandidate(noise, baseline, played), tickets.level);
    const plain = plainVerdict(noise, baseline(1), played);
    runs += fate.runs;
    wrong = {
      exact: wrong.exact || fate.look !== null,
      plain: wrong.plain || (plain.above && plain.stable),
      plainUnstable: wrong.plainUnstable || plain.above,
    };
  }
  return { ...wrong, runs };
}

/** The seed's gates on one evaluation: median and mean strictly above the baseline's; and little variance. */
function plainVerdict(
  noise: Noise,
  baseline: GateEvidence,
  { policy, rng }: Played,
): { readonly above: boolean; readonly stable: boolean } {
  const { maxVariance, runs } = policy;
  const candidate = evidence(simulatedBatches(noise, { runs, maxVariance: 1, rng }));
  const accuracies = runPasses(candidate.batches).map((passes) => passes / noise.chances.length);
  return {
    above:
      medianRunAccuracy(candidate) > medianRunAccuracy(baseline) &&
      gainOver(candidate, baseline) > 0,
    stable: populationVariance(accuracies) <= maxVariance,
  };
}
