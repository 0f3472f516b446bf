import type { Candidate } from '../src/candidates/candidate';
import { propose } from '../src/candidates/propose';
import { FACTORS, type SpecPatch, withPatch } from '../src/spec/spec';
import { candidateValues } from '../src/study/phase-values';
import { wasTried } from '../src/study/tried';
import { withoutUndefined } from '../src/without-undefined';
import { phaseOf, type Session } from './session';

/** The candidates of a phase's cycle: given by hand, then recommended by a diagnosis, then the generators'. */
export function nextCandidates(
  session: Session,
  name: string,
  most = session.study.policy.candidatesPerCycle,
): readonly Candidate[] {
  const { study, state } = session;
  const phase = phaseOf(session, name);
  const given = state.added
    .filter((added) => added.phase === name)
    .map(({ patch, why }) => patched(session, name, { patch, why, generator: 'by-hand' }));
  const recommended = phase.pending
    ? [
        patched(session, name, {
          patch: phase.pending.patch,
          why: phase.pending.reason,
          generator: `diagnosis ${phase.pending.diagnosis}`,
        }),
      ]
    : [];
  return propose({
    study: study.study,
    seed: study.seed,
    cycle: state.cycle,
    generators: state.generators ?? study.generators,
    first: [...given, ...recommended, ...pluggedOf(session, name)].flat(),
    leading: recommended.flat()[0]?.change.factor ?? null,
    context: {
      baseline: phase.baseline,
      values: candidateValues(study, phase.origin),
      hasExamples: state.admitted.suites[name]?.hasExamples ?? false,
    },
    decided: ({ spec }) => wasTried(study, phase, spec),
    most,
  });
}

function pluggedOf(session: Session, name: string): readonly (readonly Candidate[])[] {
  return (session.plugged[name] ?? []).map((each) => patched(session, name, each));
}

/** A candidate from a patch; none where it changes nothing. The first changed factor stands for the change. */
function patched(
  session: Session,
  name: string,
  { patch, why, generator }: { patch: SpecPatch; why: string; generator: string },
): readonly Candidate[] {
  const { baseline } = phaseOf(session, name);
  const spec = withPatch(baseline, withoutUndefined(patch));
  const factor = FACTORS.find((each) => spec[each] !== baseline[each]);
  if (!factor) return [];
  const change = { factor, from: baseline[factor], to: spec[factor] };
  return [{ spec, generator, change, hypothesis: why }];
}
