import { confirmCapabilityLimit } from '../src/diagnosis/confirm-capability-limit';
import { NEWEST_DIAGNOSIS } from '../src/diagnosis/diagnosis';
import { type Remedies, recommend } from '../src/enforcement/recommend';
import type { Recommendation } from '../src/enforcement/recommendation';
import type { EvaluationSummary } from '../src/runs/evaluation';
import { FACTORS, type SpecPatch, withPatch } from '../src/spec/spec';
import { seededRandom, seedFromText, shuffled } from '../src/statistics/seeded-random';
import { candidateValues } from '../src/study/phase-values';
import { wasTried } from '../src/study/tried';
import { NEED_EXAMPLES } from '../src/variants/variant-names';
import { recordTogether } from './record';
import { phaseOf, type Session, setPhase, uniqueName } from './session';
import { supersede } from './settle-recommendations';

/** What is diagnosed, and whether the cycle's candidates were decided by then. */
export interface Subject {
  readonly summary: EvaluationSummary;
  readonly when: 'before' | 'after';
}

/**
 * Names the trouble that the phase's baseline shows and what would mend it: once before the candidates, so that a
 * recommended variant is one of them, and once after, of the baseline that the cycle ends with.
 *
 * @returns the recommendation to enforce now; null where there is none, or where it takes its turn as a candidate
 */
export async function diagnoseBaseline(
  session: Session,
  name: string,
  { summary, when }: Subject,
): Promise<Recommendation | null> {
  const diagnosis = confirmCapabilityLimit(summary.diagnosis, untriedVariants(session, name));
  const recommendation = await named(
    session,
    name,
    recommend(diagnosis, summary, remediesOf(session, name)),
  );
  const { specId, evaluation } = summary;
  await recordTogether(session, {
    id: `${name}/diagnosed-${when}`,
    body: { type: 'diagnosed', phase: name, specId, evaluation, diagnosis, recommendation },
  });
  if (recommendation === null || enforceable(session, name, recommendation)) return recommendation;
  // A starting state that cannot be made again leaves the repair proposed: nothing could verify it.
  if (session.state.logic > 2 && recommendation.patch.variant === undefined) return null;
  setPhase(session, { ...phaseOf(session, name), pending: recommendation });
  return null;
}

/**
 * The recommendation that waits for its turn already, where it is the same change; else the new one, with a name of its
 * own, and the one that waited is superseded.
 */
async function named(
  session: Session,
  name: string,
  found: Recommendation | null,
): Promise<Recommendation | null> {
  if (session.state.logic < 3 || found === null) return found;
  const { pending } = phaseOf(session, name);
  if (pending && isSamePatch(pending, found)) return pending;
  if (pending) {
    setPhase(session, { ...phaseOf(session, name), pending: null });
    await supersede(session, pending, `superseded: the trouble is now ${found.diagnosis}`);
  }
  return { ...found, id: uniqueName(session, found.id) };
}

function isSamePatch(left: Recommendation, right: Recommendation): boolean {
  return FACTORS.every((factor) => left.patch[factor] === right.patch[factor]);
}

/** What a recommendation for a phase may draw on. */
export function remediesOf(session: Session, name: string): Remedies {
  const { study, state } = session;
  const phase = phaseOf(session, name);
  return {
    cycle: state.cycle,
    ...(state.logic > 2 && { rules: NEWEST_DIAGNOSIS }),
    values: { ...candidateValues(study, phase.origin), variant: variants(session, name) },
    fallbacks: study.fallbacks[phase.baseline.model] ?? [],
    decided: (patch) => decided(session, name, patch),
  };
}

/** Another variant is a candidate like any other; a cold start that cannot be made again cannot be verified. */
function enforceable(
  session: Session,
  name: string,
  { patch, verifyFrom }: Recommendation,
): boolean {
  if (patch.variant !== undefined) return false;
  const model = session.state.admitted.models[phaseOf(session, name).baseline.model];
  return verifyFrom === 'fresh' || model?.canUnload === true;
}

function decided(session: Session, name: string, patch: SpecPatch): boolean {
  const phase = phaseOf(session, name);
  return wasTried(session.study, phase, withPatch(phase.baseline, patch));
}

/** Variants that this study could still try against the present baseline. */
function untriedVariants(session: Session, name: string): readonly string[] {
  const { study, state } = session;
  if (!(state.generators ?? study.generators).includes('variant')) return [];
  const { baseline } = phaseOf(session, name);
  return variants(session, name).filter(
    (variant) => variant !== baseline.variant && !decided(session, name, { variant }),
  );
}

/** Variants that the suite allows, in an order that the study's seed decides. */
function variants(session: Session, name: string): readonly string[] {
  const { study, state } = session;
  const rng = seededRandom(seedFromText(`${study.study}/${name}/${study.seed}/variants`));
  const allowed = candidateValues(study, phaseOf(session, name).origin).variant.map(String);
  const hasExamples = state.admitted.suites[name]?.hasExamples ?? false;
  return shuffled(
    allowed.filter((variant) => hasExamples || !NEED_EXAMPLES.includes(variant)),
    rng,
  );
}
