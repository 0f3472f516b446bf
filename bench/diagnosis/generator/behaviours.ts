import type { Outcome } from '../../../src/outcomes/outcome';
import type { Rng } from '../../../src/statistics/seeded-random';
import { chance } from './draw';
import type { ItemNature, World } from './world';

/** What made an outcome go wrong: the behaviour that the generator itself set to work. */
export type Reason =
  | 'cold'
  | 'slow'
  | 'unreadable'
  | 'over-calling'
  | 'uncertain'
  | 'polluted'
  | 'decayed'
  | 'silent'
  | 'nature'
  | 'noise';

/** One item in one run of a world, before it is answered. */
export interface Moment {
  readonly world: World;
  readonly item: ItemNature;
  /** Of the item, from 0. */
  readonly place: number;
  readonly run: number;
  /** Requests since the model was loaded, this one included. */
  readonly requests: number;
  /** Milliseconds that the answer takes where nothing is in its way. */
  readonly usualMs: number;
  /** What chance decided of this item once for all runs. */
  readonly fate: Fate;
  readonly rng: Rng;
}

/** Each in [0, 1). */
export interface Fate {
  readonly polluted: number;
  readonly leaning: number;
  readonly form: number;
}

export interface Answered {
  readonly letter: Outcome;
  readonly reason: Reason;
  readonly ms: number;
}

type Behaviour = (moment: Moment) => Answered | undefined;

/** In the order in which a request meets them. */
const BEHAVIOURS: readonly Behaviour[] = [
  ({ world, run }) => (world.faults.silentRuns.includes(run) ? late('silent', world) : undefined),
  (moment) => (moment.requests <= moment.world.cold.requests ? cold(moment) : undefined),
  (moment) => (isDecayed(moment) ? decayed(moment) : undefined),
  (moment) => (slowedMs(moment) >= limitMs(moment.world) ? late('slow', moment.world) : undefined),
  (moment) =>
    moment.item.kind === 'a' && moment.fate.form < moment.world.unreadable
      ? { letter: 'M', reason: 'unreadable', ms: slowedMs(moment) }
      : undefined,
  (moment) =>
    moment.item.kind === 'r' && moment.fate.form < moment.world.overCalling
      ? { letter: 'O', reason: 'over-calling', ms: slowedMs(moment) }
      : undefined,
  (moment) => (isPolluted(moment) ? wrong('polluted', moment) : undefined),
  (moment) => (isUncertain(moment) ? wrong('uncertain', moment) : undefined),
  (moment) => (moment.item.right ? undefined : wrong('nature', moment)),
  (moment) => (chance(moment.rng, moment.world.noise) ? wrong('noise', moment) : undefined),
];

/** What becomes of an item: what the first behaviour that strikes makes of it, else it is right. */
export function answerOf(moment: Moment): Answered {
  for (const behaviour of BEHAVIOURS) {
    const answered = behaviour(moment);
    if (answered) return answered;
  }
  return { letter: 'P', reason: 'nature', ms: slowedMs(moment) };
}

function cold(moment: Moment): Answered {
  return moment.world.cold.as === 'slow' ? late('cold', moment.world) : wrong('cold', moment);
}

function isDecayed({ world: { decay }, run, rng }: Moment): boolean {
  return run >= decay.fromRun && chance(rng, decay.share);
}

function decayed(moment: Moment): Answered {
  return moment.world.decay.as === 'T' ? late('decayed', moment.world) : wrong('decayed', moment);
}

function isPolluted({ world: { spec, pollution }, place, fate, rng }: Moment): boolean {
  if (spec.isolation === 1) return false;
  return (pollution.sameEachRun ? fate.polluted : rng()) < pollution.perTurn * place;
}

/** An uncertain item leans to one side: it is wrong in between a fifth and four fifths of the runs. */
function isUncertain({ world, fate, rng }: Moment): boolean {
  return fate.leaning < world.uncertainty && chance(rng, 0.2 + 0.6 * fate.form);
}

function wrong(reason: Reason, moment: Moment): Answered {
  return { letter: moment.item.otherwise, reason, ms: slowedMs(moment) };
}

function late(reason: Reason, world: World): Answered {
  return { letter: 'T', reason, ms: limitMs(world) };
}

function limitMs({ spec }: World): number {
  return spec.timeoutSeconds * 1000;
}

function slowedMs({ usualMs, world }: Moment): number {
  return usualMs * world.slowness;
}
