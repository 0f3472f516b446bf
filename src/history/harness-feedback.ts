import type { Diagnosis } from '../diagnosis/diagnosis';
import type { Recommendation, RecommendationState } from '../enforcement/recommendation';
import { type EventOf, upserted } from './event-entry';
import { NO_SCORES, type RuleScores, scored } from './rule-scores';
import type { StudyEvent } from './study-event';

/** What `harness_feedback.json` says: per phase the last cycle's diagnoses, and what became of its recommendations. */
export interface HarnessFeedback {
  readonly schemaVersion: 1;
  readonly study: string;
  readonly phases: Readonly<Record<string, PhaseFeedback>>;
  /** How often each rule was right; not there where the first rules, which kept no score, named the troubles. */
  readonly rules?: RuleScores;
}

export interface PhaseFeedback {
  readonly cycle: number;
  readonly diagnoses: readonly SpecDiagnosis[];
  readonly recommendations: readonly Recommendation[];
}

export interface SpecDiagnosis {
  readonly specId: string;
  /** Workflow id of the evaluation that it was read from. */
  readonly evaluation: string;
  readonly diagnosis: Diagnosis;
  /** Id of what it recommends; null: nothing to change in the spec. */
  readonly recommendation: string | null;
}

/** The feedback after one more event; the same events once more change nothing. */
export function advanceFeedback(
  before: HarnessFeedback | undefined,
  event: StudyEvent,
): HarnessFeedback {
  const feedback = before ?? { schemaVersion: 1, study: event.study, phases: {} };
  const { type } = event;
  if (type === 'diagnosed') return withDiagnosis(feedback, event);
  if (type === 'recommendation-settled')
    return withRecommendation(feedback, event, event.recommendation.state);
  if (type === 'trial-opened') return withRecommendation(feedback, event, 'trial');
  if (type === 'trial-kept') return withRecommendation(feedback, event, 'kept');
  if (type === 'trial-undone') return withRecommendation(feedback, event, 'undone');
  return feedback;
}

/** The same recommendation is found before and after the candidates of a cycle: it counts once. */
function withDiagnosis(feedback: HarnessFeedback, event: EventOf<'diagnosed'>): HarnessFeedback {
  const { recommendation, phase } = event;
  const known = feedback.phases[phase]?.recommendations ?? [];
  const isNew = recommendation !== null && known.every(({ id }) => id !== recommendation.id);
  const changed = withPhase(feedback, phase, diagnosed(feedback, event));
  return isNew ? withScore(changed, event.seq, recommendation) : changed;
}

function withScore(
  feedback: HarnessFeedback,
  seq: number,
  recommendation: Recommendation,
): HarnessFeedback {
  if (recommendation.rules === undefined) return feedback;
  return { ...feedback, rules: scored(feedback.rules ?? NO_SCORES, seq, recommendation) };
}

function diagnosed(feedback: HarnessFeedback, event: EventOf<'diagnosed'>): PhaseFeedback {
  const { specId, evaluation, diagnosis, recommendation } = event;
  const phase = phaseInCycle(feedback, event.phase, event.cycle);
  const entry = { specId, evaluation, diagnosis, recommendation: recommendation?.id ?? null };
  return {
    ...phase,
    diagnoses: upserted(phase.diagnoses, entry, diagnosisKey),
    recommendations:
      recommendation === null
        ? phase.recommendations
        : upserted(phase.recommendations, recommendation, ({ id }) => id),
  };
}

function diagnosisKey({ evaluation, specId }: SpecDiagnosis): string {
  return `${evaluation} ${specId}`;
}

function withRecommendation(
  feedback: HarnessFeedback,
  event: EventOf<'recommendation-settled' | 'trial-opened' | 'trial-kept' | 'trial-undone'>,
  state: RecommendationState,
): HarnessFeedback {
  const recommendation = { ...event.recommendation, state };
  const phase = phaseInCycle(feedback, recommendation.phase, event.cycle);
  const changed = withPhase(feedback, recommendation.phase, {
    ...phase,
    recommendations: upserted(phase.recommendations, recommendation, ({ id }) => id),
  });
  return withScore(changed, event.seq, recommendation);
}

function phaseInCycle(feedback: HarnessFeedback, phase: string, cycle: number): PhaseFeedback {
  const known = feedback.phases[phase];
  return known?.cycle === cycle ? known : { cycle, diagnoses: [], recommendations: [] };
}

function withPhase(
  feedback: HarnessFeedback,
  phase: string,
  value: PhaseFeedback,
): HarnessFeedback {
  return { ...feedback, phases: { ...feedback.phases, [phase]: value } };
}
