import { type Rng, seededRandom, seedFromText } from '../../../src/statistics/seeded-random';
import { CAUSES, type Cause, type LabelledEvaluation } from '../labelled-evaluation';
import type { Reason } from './behaviours';
import { ALL_CAUSES } from './causes/all-causes';
import type { CauseOfWorlds } from './causes/cause-of-worlds';
import { mixed } from './mixtures';
import { type Played, playWorld } from './play-world';
import type { World } from './world';

/** Worlds that are drawn for one evaluation before it is given up. */
const DRAWS = 200;

/**
 * Evaluations with a known cause, the same for the same seed.
 *
 * A cause counts as brought about where it made enough outcomes go wrong, more than all other behaviours together,
 * and, unless it shows in the order of the runs, no fewer than the items that are beyond the model anyway; other
 * draws are thrown away.
 */
export function generateEvaluations(seed: string, perCause: number): readonly LabelledEvaluation[] {
  return CAUSES.flatMap((cause) =>
    Array.from({ length: perCause }, (_, number) => {
      const ways = ALL_CAUSES[cause];
      const way = ways[number % ways.length];
      const id = `${cause}-${number + 1}`;
      if (!way) throw new RangeError(`No way to bring ${cause} about`);
      return evaluationOf(cause, way, { id, rng: seededRandom(seedFromText(`${seed}/${id}`)) });
    }),
  );
}

function evaluationOf(
  cause: Cause,
  way: CauseOfWorlds,
  { id, rng }: { readonly id: string; readonly rng: Rng },
): LabelledEvaluation {
  for (let draw = 1; draw <= DRAWS; draw += 1) {
    const world = mixed(way.world(rng), cause, rng);
    const played = playWorld(world, rng);
    if (!bites(way, world, played) || !isPure(cause, world, played)) continue;
    return {
      id: `generated/${id}`,
      source: 'generator',
      cause,
      how: way.how,
      spec: world.spec,
      mask: world.items.map(({ kind }) => kind).join(''),
      untried: world.untried,
      runs: played.runs,
      ...(played.ended !== null && { ended: played.ended }),
    };
  }
  throw new RangeError(`${cause} did not bite in ${DRAWS} worlds: ${way.how}`);
}

function bites(way: CauseOfWorlds, world: World, { reasons }: Played): boolean {
  const { reason } = way;
  if (reason === null) return true;
  const counts = { ...NONE, ...reasons };
  const count = counts[reason];
  const rivals = sum(OTHERS.filter((each) => each !== reason).map((each) => counts[each]));
  if (count === 0 || count < way.atLeast(world) * world.items.length * world.runs) return false;
  if (reason === 'nature') return rivals * 2 <= count;
  return count > rivals && (way.order === true || count >= counts.nature);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

const NONE: Readonly<Record<Reason, number>> = {
  cold: 0,
  slow: 0,
  unreadable: 0,
  'over-calling': 0,
  uncertain: 0,
  polluted: 0,
  decayed: 0,
  silent: 0,
  nature: 0,
  noise: 0,
};

/** Behaviours that compete with each other; what the model cannot do anyway is what is left when all is mended. */
const OTHERS: readonly Reason[] = [
  'cold',
  'slow',
  'unreadable',
  'over-calling',
  'uncertain',
  'polluted',
  'decayed',
  'silent',
  'noise',
];

/**
 * In a healthy world nothing goes wrong; in a suboptimal one something does and something does not, and it is no
 * capability limit by another name: a due call is right, or a variant is left to try.
 */
function isPure(cause: Cause, { items, untried }: World, { runs }: Played): boolean {
  const rightAt = (kind: 'a' | 'r'): boolean =>
    runs.some(({ letters }) =>
      items.some((item, place) => item.kind === kind && letters.charAt(place) === 'P'),
    );
  if (cause === 'healthy') return runs.every(({ letters }) => /^P*$/.test(letters));
  if (cause === 'suboptimal') return rightAt('a') || (rightAt('r') && untried.length > 0);
  return cause === 'context-pollution' ? rightAt('a') || rightAt('r') : true;
}
