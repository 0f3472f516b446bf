import type { Diagnosis } from '../diagnosis/diagnosis';
import type { Recommendation, RecommendationState } from '../enforcement/recommendation';
import { type EventOf, upserted } from './event-entry';
import type { StudyEvent } from './study-event';

/** What `harness_feedback.json` says: per phase the last cycle's diagnoses, and what became of its recommendations. */
export interface HarnessFeedback {
  readonly schemaVersion: 1;
  readonly study: string;
  readonly phases: Readonly<Record<string, PhaseFeedback>>;
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
  if (type === 'diagnosed') return withPhase(feedback, event.phase, diagnosed(feedback, event));
  if (type === 'trial-opened') return withRecommendation(feedback, event, 'trial');
  if (type === 'trial-kept') return withRecommendation(feedback, event, 'kept');
  if (type === 'trial-undone') return withRecommendation(feedback, event, 'undone');
  return feedback;
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
  event: EventOf<'trial-opened' | 'trial-kept' | 'trial-undone'>,
  state: RecommendationState,
): HarnessFeedback {
  const recommendation = { ...event.recommendation, state };
  const phase = phaseInCycle(feedback, recommendation.phase, event.cycle);
  return withPhase(feedback, recommendation.phase, {
    ...phase,
    recommendations: upserted(phase.recommendations, recommendation, ({ id }) => id),
  });
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
