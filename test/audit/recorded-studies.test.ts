import fc from 'fast-check';
import type { Finding } from '../../src/audit/finding';
import { recomputeCycles } from '../../src/audit/recompute-cycles';
import { recomputeEnforcement } from '../../src/audit/recompute-enforcement';
import { recomputeEvaluation } from '../../src/audit/recompute-evaluation';
import type { ActivityOutcome, RunRecord } from '../../src/audit/run-record';
import type { StudyEvent } from '../../src/history/study-event';
import { type RecordedStudy, recordedStudies } from './support/recorded-studies';

describe('what is recomputed from the histories that every version left', () => {
  let studies: readonly RecordedStudy[];

  beforeAll(async () => {
    studies = await recordedStudies();
  });

  function findingsIn({ roots, summaries }: RecordedStudy, events: readonly StudyEvent[]) {
    const found: Finding[] = [
      ...recomputeCycles({ roots: [...roots], summaries: new Map(summaries) }, events),
    ];
    return found.map(({ at }) => at);
  }

  function evaluations(): readonly RunRecord[] {
    return studies
      .flatMap(({ runs }) => runs.map(({ record }) => record))
      .filter(({ type, end }) => type === 'evaluateSpec' && isMeasured(end));
  }

  it('is what they say: summaries from letters, of plain gates and of certified decisions', () => {
    const wrong = evaluations().flatMap((record) => recomputeEvaluation(record).findings);
    expect(wrong).toEqual([]);
    expect(evaluations().length).toBeGreaterThan(90);
  });

  it('is what they say: every decision of every cycle, with its level of the error budget', () => {
    const decided = studies.flatMap(({ events }) =>
      events.filter(({ type }) => type === 'candidate-decided'),
    );
    expect(decided.length).toBeGreaterThan(40);
    const found = studies.flatMap((study) => findingsIn(study, study.events));
    // Recorded before G3 said `undecided` for what is better but not certain, under the same version of the policy:
    // verdicts and reasons stand.
    expect(found).toEqual([
      'c1/atomic/e1-variant-atomic/decided, decision, gates[2].outcome',
      'c2/atomic/e1-variant-atomic-look2/decided, decision, gates[2].outcome',
    ]);
  });

  it('is what they say: every repair that was kept or undone', () => {
    const repairs = studies.flatMap(({ runs }) =>
      runs.filter(({ record }) => record.type === 'enforceRecommendation'),
    );
    expect(repairs.length).toBeGreaterThan(2);
    expect(repairs.flatMap(({ record }) => recomputeEnforcement(record))).toEqual([]);
  });

  it('differs as soon as one letter of one run is another', () => {
    const cases = fc.record({
      evaluation: fc.constantFrom(...evaluations()),
      run: fc.nat(),
      item: fc.nat(),
      letter: fc.constantFrom('P', 'W', 'A', 'N', 'O', 'M', 'T'),
    });
    fc.assert(
      fc.property(cases, ({ evaluation, run, item, letter }) => {
        const changed = withLetter(evaluation, { run, item, letter });
        fc.pre(changed !== null);
        const { findings } = recomputeEvaluation(changed ?? evaluation);
        expect(findings).not.toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('differs as soon as a number, a sentence or a verdict of a decision is another', () => {
    const certified = studies.filter(({ name }) => !name.startsWith('0.1.0'));
    const places = certified.flatMap((study) =>
      study.events.flatMap((event, place) =>
        event.type === 'candidate-decided' ? [{ study, event, place }] : [],
      ),
    );
    const edits: readonly ((event: (typeof places)[number]['event']) => StudyEvent)[] = [
      (event) => ({
        ...event,
        decision: { ...event.decision, reason: `${event.decision.reason}.` },
      }),
      (event) => ({ ...event, decision: { ...event.decision, gain: event.decision.gain + 1e-12 } }),
      (event) => ({
        ...event,
        decision: {
          ...event.decision,
          verdict: event.decision.verdict === 'PROMOTE' ? 'REJECT' : 'PROMOTE',
        },
      }),
      (event) => ({
        ...event,
        decision: { ...event.decision, policyVersion: `${event.decision.policyVersion}0` },
      }),
      (event) => ({
        ...event,
        summary: { ...event.summary, restraint: { answered: 1, overCalled: 0 } },
      }),
      (event) => ({
        ...event,
        compared: {
          ...Object(event.compared),
          candidate: { ...Object(event.compared).candidate, kinds: 'a' },
        },
      }),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...edits),
        ({ study, event, place }, edit) => {
          const found = findingsIn(study, study.events.with(place, edit(event)));
          expect(found.some((at) => at.startsWith(event.id))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('needs the history of each evaluation that a decision rests on', () => {
    const study = studies.find(({ name }) => name === '0.2.0/worked-example');
    if (!study) throw new Error('It is gone');
    const without = { ...study, summaries: new Map([...study.summaries].slice(1)) };
    const found = [
      ...recomputeCycles({ roots: [...study.roots], summaries: without.summaries }, study.events),
    ];
    expect(found[0]).toMatchObject({ expected: 'letters in an archived history', found: 'none' });
  });
});

function isMeasured(end: RunRecord['end']): boolean {
  return end?.kind === 'completed' && Object(end.result).kind === 'measured';
}

/** The evaluation with another letter in one run; null where that is the letter already. */
function withLetter(
  record: RunRecord,
  { run, item, letter }: { readonly run: number; readonly item: number; readonly letter: string },
): RunRecord | null {
  const place = run % record.activities.length;
  const outcome: ActivityOutcome | null | undefined = record.activities[place]?.outcome;
  if (outcome?.kind !== 'completed') return null;
  const result = Object(outcome.result);
  const letters: string = result.letters;
  const at = item % letters.length;
  if (letters.charAt(at) === letter) return null;
  const changed = `${letters.slice(0, at)}${letter}${letters.slice(at + 1)}`;
  const activities = record.activities.map((activity, number) =>
    number === place
      ? {
          ...activity,
          outcome: { kind: 'completed', result: { ...result, letters: changed } } as const,
        }
      : activity,
  );
  return { ...record, activities };
}
