import type { Candidate } from '../candidates/candidate';
import { PAIRWISE, pairsByExpectation, pairwise } from '../candidates/pairwise';
import { expectedOf } from '../search/search-view';
import { seededRandom, seedFromText } from '../statistics/seeded-random';
import { candidateValues } from '../study/phase-values';
import { wasTried } from '../study/tried';
import type { Desk } from './desk';
import { searchOf } from './search-of';

/** Changes of two factors at once, for what helps only together: their turn comes when every single one was decided. */
export function pairs(desk: Desk): readonly Candidate[] {
  const { study, cycle, hasExamples } = desk;
  if (!desk.generators().includes(PAIRWISE)) return [];
  const phase = desk.phase();
  const { baseline, origin, gated } = phase;
  const rng = seededRandom(
    seedFromText(`${study.study}/${phase.name}/${study.seed}/${cycle}/pairs`),
  );
  const context = { baseline, values: candidateValues(study, origin), hasExamples, rng };
  const view = gated.screened.specs.length > 0 ? searchOf(desk) : null;
  const all = view
    ? pairsByExpectation(context, (spec) => expectedOf(view, spec).mean)
    : pairwise.propose(context);
  return all
    .filter(({ spec }) => !wasTried(study, phase, spec))
    .slice(0, study.policy.candidatesPerCycle);
}
