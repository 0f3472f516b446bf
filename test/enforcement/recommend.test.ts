import type { DiagnosisClass } from '../../src/diagnosis/diagnosis';
import { type Remedies, recommend } from '../../src/enforcement/recommend';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import { aSpec, aSummary, rowsOf, summaryOf } from '../support/evaluation-summary';

const remedies: Remedies = {
  cycle: 3,
  values: {
    model: ['lfm'],
    variant: ['native_api', 'json_schema', 'few_shot', 'atomic', 'atomic_few_shot'],
    timeoutSeconds: [120, 30, 60, 90],
    retries: [0, 1, 2, 3],
    isolation: [0, 1],
    warmup: [16, 0, 8, 3],
    temperature: [0, 0.7],
    prompt: ['default'],
    params: ['default'],
  },
  fallbacks: ['big', 'bigger'],
  decided: () => false,
};

const onlyOwnValues: Remedies['values'] = {
  ...remedies.values,
  variant: ['native_api'],
  timeoutSeconds: [60],
  retries: [1],
  isolation: [0],
  warmup: [0],
  temperature: [0.7],
};

const seven = (row: string) => Array.from({ length: 7 }, () => row);
const recommended = (summary: EvaluationSummary, changes: Partial<Remedies> = {}) =>
  recommend(summary.diagnosis, summary, { ...remedies, ...changes });

const TROUBLES = {
  'cold-start': summaryOf(rowsOf([0, 0, 6, 6, 6, 6, 6], 6)),
  'timeout-bound': summaryOf(seven('PPPPTT')),
  'format-mismatch': summaryOf(seven('PPPPPM')),
  'over-calling': summaryOf(seven('PPPO'), { callDue: [true, true, false, false] }),
  'late-degradation': summaryOf(rowsOf([6, 6, 6, 6, 6, 0, 0], 6)),
  flaky: summaryOf(rowsOf([6, 5, 6, 5, 6, 5, 6], 6), { spec: aSpec({ temperature: 0.7 }) }),
  'capability-limit': summaryOf(seven('NNP'), { callDue: [true, true, false] }),
} satisfies Partial<Record<DiagnosisClass, EvaluationSummary>>;

describe('recommend()', () => {
  it.each([
    // 12 calls failed from the cold; 16 is the smallest value that covers them.
    {
      trouble: 'cold-start',
      patch: { warmup: 16 },
      metric: 'accuracy',
      direction: 'up',
      predicted: 2 / 7,
    },
    {
      trouble: 'timeout-bound',
      patch: { timeoutSeconds: 90 },
      metric: 'timeouts',
      direction: 'down',
      predicted: 1 / 3,
    },
    {
      trouble: 'format-mismatch',
      patch: { variant: 'json_schema' },
      metric: 'accuracy',
      direction: 'up',
      predicted: 1 / 6,
    },
    {
      trouble: 'over-calling',
      patch: { variant: 'few_shot' },
      metric: 'restraint',
      direction: 'up',
      predicted: 1 / 2,
    },
    {
      trouble: 'late-degradation',
      patch: { isolation: 1 },
      metric: 'accuracy',
      direction: 'up',
      predicted: 2 / 7,
    },
    // Accuracies 1 and 5/6: 4/7 * 3/7 * (1/6)^2.
    {
      trouble: 'flaky',
      patch: { temperature: 0 },
      metric: 'variance',
      direction: 'down',
      predicted: 12 / 49 / 36,
    },
    {
      trouble: 'capability-limit',
      patch: { model: 'big' },
      metric: 'actionAccuracy',
      direction: 'up',
      predicted: 1,
    },
  ] as const)('answers $trouble by $patch', ({ trouble, patch, predicted, ...rest }) => {
    const summary = TROUBLES[trouble];
    expect(summary.diagnosis.class).toBe(trouble);
    const recommendation = recommended(summary);
    expect(recommendation).toMatchObject({
      id: `c3/atomic/${trouble}`,
      phase: 'atomic',
      diagnosis: trouble,
      patch,
      evidence: summary.evaluation,
      verifyFrom: trouble === 'cold-start' ? 'cold' : 'fresh',
      state: 'proposed',
      measured: null,
      reason: summary.diagnosis.sentence,
      ...rest,
    });
    expect(recommendation?.predicted).toBeCloseTo(predicted, 9);
  });

  it.each(Object.keys(TROUBLES).filter((name) => name !== 'capability-limit'))(
    'has no answer to %s where the study allows no other value',
    (name) => {
      const summary = Object.entries(TROUBLES).find(([trouble]) => trouble === name)?.[1];
      expect(recommended(summary ?? aSummary(), { values: onlyOwnValues })).toBeNull();
    },
  );

  it.each(Object.entries(TROUBLES))('has no answer to %s where all was tried', (_, summary) => {
    expect(recommended(summary, { decided: () => true })).toBeNull();
  });

  it('has no answer to a limit without a fallback', () => {
    expect(recommended(TROUBLES['capability-limit'], { fallbacks: [] })).toBeNull();
  });

  it('answers context pollution by items asked afresh, which should win back what was lost late', () => {
    const summary = aSummary();
    const { evidence } = summary.diagnosis;
    const diagnosis = {
      ...summary.diagnosis,
      class: 'context-pollution',
      evidence: { ...evidence, numbers: { lostShare: 0.25 } },
    } as const;
    expect(recommend(diagnosis, summary, remedies)).toMatchObject({
      id: 'c3/atomic/context-pollution',
      patch: { isolation: 1 },
      metric: 'accuracy',
      direction: 'up',
      predicted: 0.25,
    });
  });

  it('answers answers that can be read now and then by asking again, where no other variant is left', () => {
    const summary = summaryOf(['MPPP', 'PPMP', 'MPPP', 'PPPM', 'PMPP', 'PPPP', 'MPPP']);
    const trouble = {
      ...summary,
      diagnosis: { ...summary.diagnosis, class: 'format-mismatch' },
    } as const;
    const values = { ...remedies.values, variant: ['native_api'] };
    expect(recommended(trouble, { values, rules: 2 })).toMatchObject({ patch: { retries: 2 } });
    expect(recommended(trouble, { values })).toBeNull();
  });

  it('names the rules that it rests on from the second ones on', () => {
    const summary = TROUBLES['capability-limit'];
    expect(recommended(summary)).not.toHaveProperty('rules');
    expect(recommended(summary, { rules: 2 })).toMatchObject({ rules: 2 });
  });

  it.each(['infrastructure', 'suboptimal', 'healthy'] as const)(
    'asks for no change of the spec when it is %s',
    (name) => {
      const summary = aSummary();
      expect(recommend({ ...summary.diagnosis, class: name }, summary, remedies)).toBeNull();
    },
  );

  it('goes on to the next value when the first was decided', () => {
    const decided: Remedies['decided'] = ({ timeoutSeconds, model }) =>
      timeoutSeconds === 90 || model === 'big';
    expect(recommended(TROUBLES['timeout-bound'], { decided })?.patch).toEqual({
      timeoutSeconds: 120,
    });
    expect(recommended(TROUBLES['capability-limit'], { decided })?.patch).toEqual({
      model: 'bigger',
    });
  });

  it('never answers an unreadable answer by the variant that the endpoint reads', () => {
    const summary = summaryOf(seven('PPPPPM'), { spec: aSpec({ variant: 'atomic' }) });
    const variant = ['atomic', 'native_api'];
    expect(recommended(summary, { values: { ...remedies.values, variant } })).toBeNull();
  });

  it('mends a flaky spec by retries only where its letters are ones that a retry mends', () => {
    const retried = (last: string) =>
      recommended(summaryOf([...seven('PPPPPP').slice(1), last]))?.patch;
    expect(retried('PPPWWM')).toEqual({ retries: 2 });
    expect(retried('PPPPWW')).toBeUndefined();
  });
});

describe('the warm-up recommended for a cold start', () => {
  // The first run has one pass less than calls needed to warm up: its last failure is call 3.
  const rows = ['NNNP', 'PPPP', 'PPPP', 'PPPP', 'PPPP', 'PPPP', 'PPPP'];
  const warmupFor = (values: readonly number[], warmup = 0) =>
    recommended(summaryOf(rows, { spec: aSpec({ warmup }) }), {
      values: { ...remedies.values, warmup: values },
    })?.patch.warmup;

  it.each([
    { why: 'the smallest that covers the calls', values: [0, 1, 3, 8], warmup: 3 },
    { why: 'the next one up where none is exact', values: [0, 1, 2, 5, 8], warmup: 5 },
    { why: 'the largest where none covers them', values: [0, 1, 2], warmup: 2 },
  ])('is $why', ({ values, warmup }) => {
    expect(warmupFor(values)).toBe(warmup);
  });

  it('adds the calls to the warm-up that was not enough', () => {
    expect(warmupFor([1, 3, 4, 8], 1)).toBe(4);
  });

  it('is none where the study has nothing above the present one', () => {
    expect(warmupFor([0, 1], 1)).toBeUndefined();
  });
});
