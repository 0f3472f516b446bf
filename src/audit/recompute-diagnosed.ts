import { canonicalJson } from '../canonical-json';
import { confirmCapabilityLimit } from '../diagnosis/confirm-capability-limit';
import type { Diagnosis } from '../diagnosis/diagnosis';
import { UNMADE, unmade } from '../diagnosis/unmade';
import { recommend } from '../enforcement/recommend';
import type { Recommendation } from '../enforcement/recommendation';
import type { EventOf } from '../history/event-entry';
import type { EvaluationSummary } from '../runs/evaluation';
import type { Spec } from '../spec/spec';
import { candidateValues } from '../study/phase-values';
import type { EventMaterial } from './cycle-material';
import type { FindingInside } from './finding';
import { jsonDifference } from './json-difference';

type Diagnosed = EventOf<'diagnosed'>;
type Recommended = Diagnosed & { readonly recommendation: Recommendation };

/**
 * Diagnoses a baseline again, and what is recommended for it. Which changes were tried before is in the state of the
 * workflow: a replay shows that; here the recommendation has to be one that the rules give.
 */
export function recomputeDiagnosed(
  event: Diagnosed,
  material: EventMaterial,
): readonly FindingInside[] {
  if (new RegExp(`/${UNMADE}(-\\d+)?$`).test(event.id)) return recomputeUnmade(event);
  const summary = material.summaryOf(event.evaluation, event.specId);
  if (!summary) {
    return [{ at: 'evaluation', expected: 'letters in an archived history', found: 'none' }];
  }
  const named = jsonDifference(
    expectedDiagnosis(summary.diagnosis, event.diagnosis),
    event.diagnosis,
  );
  if (named) return [{ ...named, at: `diagnosis, ${named.at}` }];
  const { recommendation } = event;
  if (recommendation === null || isWaiting(event, material)) return [];
  const expected = recommendedAs({ ...event, recommendation }, summary, material);
  const difference = jsonDifference(expected, recommendation);
  return difference ? [{ ...difference, at: `recommendation, ${difference.at}` }] : [];
}

/** An evaluation without an end has no letters: its diagnosis follows from the failure that it names. */
function recomputeUnmade({ diagnosis, recommendation }: Diagnosed): readonly FindingInside[] {
  const code = /\(([A-Z_]+)\)/.exec(diagnosis.sentence)?.[1] ?? '';
  const difference = jsonDifference(
    { diagnosis: unmade(code), recommendation: null },
    { diagnosis, recommendation },
  );
  return difference ? [difference] : [];
}

/** A capability limit becomes a weaker diagnosis while variants are untried, which it then names. */
function expectedDiagnosis(own: Diagnosis, recorded: Diagnosis): Diagnosis {
  const untried = /; not yet tried: (.+)$/.exec(recorded.sentence)?.[1]?.split(', ') ?? [];
  return recorded.class === own.class ? own : confirmCapabilityLimit(own, untried);
}

function recommendedAs(
  { cycle, diagnosis, recommendation: { id, rules, patch: wanted } }: Recommended,
  summary: EvaluationSummary,
  material: EventMaterial,
): Recommendation | null {
  const { study } = material;
  const found = recommend(diagnosis, summary, {
    cycle,
    ...(rules !== undefined && { rules }),
    values: candidateValues(study, originOf(summary.spec, material)),
    fallbacks: study.fallbacks[summary.spec.model] ?? [],
    decided: (patch) => canonicalJson(patch) !== canonicalJson(wanted),
  });
  return found && isNumbered(id, found.id) ? { ...found, id } : found;
}

/** The second one of a name in a cycle has a number after it. */
function isNumbered(id: string, name: string): boolean {
  return id.startsWith(name) && /^-\d+$/.test(id.slice(name.length));
}

/** The same change was recommended before and waits for its turn: it is the one that is named again. */
function isWaiting(event: Diagnosed, { carried, events }: EventMaterial): boolean {
  const own = canonicalJson(event.recommendation);
  const pending = carried?.phases.flatMap((phase) => (phase.pending ? [phase.pending] : [])) ?? [];
  const before = events.flatMap((each) =>
    each.type === 'diagnosed' && each.seq < event.seq && each.recommendation
      ? [each.recommendation]
      : [],
  );
  return [...pending, ...before].some((each) => canonicalJson(each) === own);
}

/** The phase's first baseline, as the cycle began with it or as it was admitted. */
function originOf({ phase, ...spec }: Spec, { carried, events }: EventMaterial): Spec {
  const known = carried?.phases.find(({ name }) => name === phase);
  if (known) return known.origin;
  const admitted = events.flatMap((event) =>
    event.type === 'study-admitted' ? event.baselines : [],
  );
  return admitted.find((each) => each.phase === phase)?.spec ?? { phase, ...spec };
}
