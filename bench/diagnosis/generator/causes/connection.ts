import type { Rng } from '../../../../src/statistics/seeded-random';
import { chance, oneOf, whole } from '../draw';
import { plainWorld } from '../plain-world';
import { NO_FAULTS, type World } from '../world';
import type { CauseOfWorlds } from './cause-of-worlds';

const none = { reason: null, atLeast: () => 0 } as const;
const PASSING = ['MODEL_UNREACHABLE', 'MODEL_FAILED', 'MODEL_ANSWER_UNREADABLE'] as const;
const LASTING = ['SERVED_OTHER_MODEL', 'MODEL_UNAUTHORIZED', 'MODEL_NOT_FOUND'] as const;

/** Trouble between us and the model: nothing that a spec could mend. */
export const INFRASTRUCTURE: readonly CauseOfWorlds[] = [
  { how: 'runs void and made again', world: voidRuns, ...none },
  { how: 'no run can be made from some run on', world: endedRuns, ...none },
  {
    how: 'the endpoint is silent for a block of runs',
    world: silence,
    reason: 'silent',
    order: true,
    atLeast: () => 0.05,
  },
  { how: 'answers come from a cache', world: cache, ...none },
];

function voidRuns(rng: Rng): World {
  const world = plainWorld(rng);
  const first = whole(rng, 1, world.runs);
  const voids = { [first]: [oneOf(rng, [...PASSING])] };
  const more = chance(rng, 0.5) ? { [whole(rng, 1, world.runs)]: [oneOf(rng, [...PASSING])] } : {};
  return { ...world, faults: { ...NO_FAULTS, voids: { ...voids, ...more } } };
}

function endedRuns(rng: Rng): World {
  const world = plainWorld(rng);
  const ended = { run: whole(rng, 2, world.runs), code: oneOf(rng, [...LASTING]) };
  return { ...world, faults: { ...NO_FAULTS, ended } };
}

/** At least two silent runs with working ones before and after. */
function silence(rng: Rng): World {
  const plain = plainWorld(rng);
  const runs = Math.max(plain.runs, 7);
  const length = whole(rng, 2, Math.floor(runs / 2));
  const from = whole(rng, 2, runs - length);
  const silentRuns = Array.from({ length }, (_, index) => from + index);
  return { ...plain, runs, faults: { ...NO_FAULTS, silentRuns } };
}

function cache(rng: Rng): World {
  const world = plainWorld(rng);
  const spec = { ...world.spec, temperature: oneOf(rng, [0.5, 0.7, 1]) };
  return { ...world, spec, uncertainty: 0.2, faults: { ...NO_FAULTS, cached: true } };
}
