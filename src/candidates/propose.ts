import type { Factor } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { seededRandom, seedFromText, shuffled } from '../statistics/seeded-random';
import type { Candidate } from './candidate';
import type { GeneratorContext } from './generator';
import { GENERATORS } from './generators';

export interface Proposal {
  readonly study: string;
  readonly seed: number;
  readonly cycle: number;
  /** Names of the generators that may propose. */
  readonly generators: readonly string[];
  /** Diagnosis-driven and hand-given candidates: they go first. */
  readonly first: readonly Candidate[];
  /** The factor that a diagnosis asks to change: all its values come before those of other factors. */
  readonly leading: Factor | null;
  readonly context: Omit<GeneratorContext, 'rng'>;
  /** Was it already decided against this baseline? */
  readonly decided: (candidate: Candidate) => boolean;
  readonly most: number;
}

/**
 * The next candidates: those that go first, then those of the leading factor, then one of each generator in turn, the
 * generators' order shuffled by seed and cycle. Never twice the same spec, never one that was decided against the same baseline.
 *
 * @returns at most `most` candidates; none when all were tried
 */
export function propose(proposal: Proposal): readonly Candidate[] {
  const { study, seed, cycle, context, decided, most } = proposal;
  const rng = seededRandom(seedFromText(`${study}/${context.baseline.phase}/${seed}/${cycle}`));
  const lists = shuffled(GENERATORS, rng)
    .filter(({ name }) => proposal.generators.includes(name))
    .map((generator) => generator.propose({ ...context, rng }));
  return unseen([...proposal.first, ...led(inTurn(lists), proposal.leading)])
    .filter((candidate) => specId(candidate.spec) !== specId(context.baseline))
    .filter((candidate) => !decided(candidate))
    .slice(0, most);
}

/** The same candidates, those that change the leading factor before the others. */
function led(candidates: readonly Candidate[], leading: Factor | null): readonly Candidate[] {
  const leads = ({ change }: Candidate): boolean => change.factor === leading;
  return [...candidates.filter(leads), ...candidates.filter((each) => !leads(each))];
}

/** The first of each list, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, place) =>
    lists.flatMap((list) => list.slice(place, place + 1)),
  ).flat();
}

function unseen(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ spec }) => {
    const id = specId(spec);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
