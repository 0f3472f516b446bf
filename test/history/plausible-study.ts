import type { EventBody, StudyEvent } from '../../src/history/study-event';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { type Rng, seededRandom } from '../../src/statistics/seeded-random';
import {
  aCandidate,
  aDecision,
  aDiagnosis,
  admission,
  anEvent,
  aRecommendation,
  aSpec,
  aSummary,
} from './study-events';

/** Everything a study of some cycles might record, in an order that the loop could bring about; the seed repeats it. */
export function plausibleStudy(study: string, seed: number, cycles: number): StudyEvent[] {
  const rng = seededRandom(seed);
  const events: StudyEvent[] = [];
  const baselines = new Map<string, Spec>([
    ['atomic', aSpec()],
    ['extended', aSpec({ phase: 'extended' })],
  ]);
  admit();
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    if (rng() < 0.1) admit(cycle);
    for (const phase of baselines.keys()) playPhase(cycle, phase);
    if (rng() < 0.3) {
      record(cycle, { type: 'control', control: { name: 'pause', applied: true, note: 'paused' } });
    }
  }
  if (rng() < 0.5) record(cycles, { type: 'study-ended', state: 'finished', reason: 'Ceiling' });
  return events;

  function record(cycle: number, body: EventBody): StudyEvent {
    const event = anEvent(study, [events.length + 1, cycle], body);
    events.push(event);
    return event;
  }

  function admit(cycle = 1): void {
    const given = [...baselines].map(([phase, spec]) => ({
      phase,
      spec,
      fallbacks: ['big', 'bigger'],
    }));
    record(cycle, admission(study, given, rng() < 0.5 ? ['lfm'] : []));
  }

  function playPhase(cycle: number, phase: string): void {
    const before = baselineOf(phase);
    const evaluation = `${study}/c${cycle}/${phase}/e0-baseline`;
    record(cycle, { type: 'baseline-measured', phase, summary: aSummary(before, evaluation) });
    const decided = playCandidate(cycle, phase);
    diagnose(cycle, phase, evaluation);
    if (decided !== null && rng() < 0.5) promote(cycle, phase, decided);
    const improvement = specId(before) === specId(baselineOf(phase)) ? 0 : 1 / 6;
    const verdicts = { 'e1-variant-atomic': improvement > 0 ? 'PROMOTE' : 'REJECT' } as const;
    const winner = baselineOf(phase);
    record(cycle, {
      type: 'phase-closed',
      phase,
      baselineWas: before,
      winner,
      improvement,
      verdicts,
    });
    if (rng() < 0.6) enforce(cycle, phase);
    if (rng() < 0.3) watch(cycle, phase);
  }

  function playCandidate(cycle: number, phase: string): { id: string; spec: Spec } | null {
    const variant = rng() < 0.5 ? 'atomic' : 'json_schema';
    const spec = { ...baselineOf(phase), variant, retries: Math.floor(rng() * 4) };
    const candidate = aCandidate(spec);
    if (rng() < 0.3) {
      const reason = 'The endpoint does not support tools';
      record(cycle, { type: 'candidate-inapplicable', phase, candidate, reason });
      return null;
    }
    const summary = aSummary(spec, `${study}/c${cycle}/${phase}/e1-variant-${variant}`, 5);
    const decision = aDecision('PROMOTE', [summary.evaluation, 'e0']);
    const event = record(cycle, { type: 'candidate-decided', phase, candidate, summary, decision });
    return { id: event.id, spec };
  }

  function diagnose(cycle: number, phase: string, evaluation: string): void {
    const recommendation = rng() < 0.5 ? recommend(cycle, phase) : null;
    const body = { phase, specId: specId(baselineOf(phase)), evaluation, diagnosis: aDiagnosis() };
    record(cycle, { type: 'diagnosed', ...body, recommendation });
  }

  function promote(cycle: number, phase: string, decided: { id: string; spec: Spec }): void {
    const body = { phase, from: baselineOf(phase), to: decided.spec, improvement: 1 / 6 };
    const reason = 'Better in 7 of 7 runs';
    record(cycle, { type: 'baseline-promoted', ...body, decision: decided.id, reason });
    baselines.set(phase, decided.spec);
  }

  function enforce(cycle: number, phase: string): void {
    const recommendation = recommend(cycle, phase);
    const from = baselineOf(phase);
    const to = { ...from, ...repair(rng) };
    const summaries = [aSummary(from, 'old', 2), aSummary(to, 'new', 5)];
    if (rng() < 0.3) {
      const state = rng() < 0.5 ? 'superseded' : 'undone';
      record(cycle, {
        type: 'recommendation-settled',
        recommendation: { ...recommendation, state, measured: state === 'undone' ? -0.25 : null },
      });
      return;
    }
    record(cycle, { type: 'trial-opened', recommendation, trial: to });
    if (rng() < 0.5) {
      record(cycle, { type: 'trial-undone', recommendation, trial: to, summaries });
      return;
    }
    const kept = { ...recommendation, state: 'kept', measured: 0.5 } as const;
    record(cycle, { type: 'trial-kept', recommendation: kept, from, to, summaries });
    baselines.set(phase, to);
  }

  function watch(cycle: number, phase: string): void {
    const from = baselineOf(phase);
    const rolledBack = rng() < 0.5;
    const to = rolledBack ? { ...from, retries: from.retries + 1 } : from;
    record(cycle, {
      type: 'route-watched',
      phase,
      verdict: rolledBack ? 'rolled-back' : 'as-promised',
      from,
      to,
      reason: '7 runs show what they show',
      summaries: rolledBack ? [aSummary(from, 'today', 2), aSummary(to, 'before', 5)] : [],
    });
    baselines.set(phase, to);
  }

  function recommend(cycle: number, phase: string) {
    const id = `c${cycle}/${phase}/cold-start`;
    return aRecommendation({ id, phase, ...(rng() < 0.7 && { rules: 2 }) });
  }

  function baselineOf(phase: string): Spec {
    return baselines.get(phase) ?? aSpec({ phase });
  }
}

function repair(rng: Rng): Partial<Spec> {
  return rng() < 0.3 ? { model: 'big' } : { warmup: 1 + Math.floor(rng() * 3) };
}
