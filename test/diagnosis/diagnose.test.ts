import fc from 'fast-check';
import { diagnose } from '../../src/diagnosis/diagnose';
import type { Conditions, DiagnosisClass, OutcomeGrid } from '../../src/diagnosis/diagnosis';
import { runMarks } from '../../src/diagnosis/run-marks';

/** Six items, the last two of which ask for restraint; marks by the rule itself, from a cold model. */
function gridOf(rows: readonly string[], changes: Partial<OutcomeGrid> = {}): OutcomeGrid {
  const passes = rows.map((row) => row.replaceAll(/[^P]/g, '').length);
  return {
    rows,
    marks: runMarks(passes, 6),
    callDue: [true, true, true, true, false, false],
    coldReadable: true,
    ...changes,
  };
}

function conditionsOf(runs: number, changes: Partial<Conditions> = {}): Conditions {
  return {
    spec: { variant: 'json_schema', timeoutSeconds: 10, isolation: 1, temperature: 0 },
    startStates: Array.from({ length: runs }, (_, run) => (run === 0 ? 'cold' : 'as-is')),
    latency: Array.from({ length: runs }, () => ({ medianMs: 900, p95Ms: 1500, firstMs: 2000 })),
    answers: Array.from({ length: runs }, () => 'same'),
    voids: [],
    ended: null,
    ...changes,
  };
}

const times = (count: number, row: string): readonly string[] =>
  Array.from({ length: count }, () => row);
const seven = (row: string): readonly string[] => times(7, row);
const under = (changes: Partial<Conditions['spec']>): Partial<Conditions> => ({
  spec: { ...conditionsOf(7).spec, ...changes },
});

interface Case {
  readonly is: DiagnosisClass;
  readonly why: string;
  readonly rows: readonly string[];
  readonly under?: Partial<Conditions>;
}

const CASES: readonly Case[] = [
  { is: 'healthy', why: 'all is right', rows: seven('PPPPPP') },
  { is: 'suboptimal', why: 'the same item is wrong each time', rows: seven('PPWPPP') },
  {
    is: 'cold-start',
    why: 'two runs fail first',
    rows: ['NNNNPP', 'NNNNPP', ...times(5, 'PPPPPP')],
  },
  { is: 'cold-start', why: 'the first calls time out', rows: ['TTPPPP', ...times(6, 'PPPPPP')] },
  { is: 'cold-start', why: 'one call alone times out', rows: ['TPPPPP', ...times(6, 'PPPPPP')] },
  {
    is: 'cold-start',
    why: 'items that are never right stand beside it',
    rows: ['TTTWPP', ...times(6, 'PPPWPP')],
  },
  {
    is: 'timeout-bound',
    why: 'time-outs come back in later runs',
    rows: ['TTPPPP', 'PTPTPP', 'TPPPPP', 'PTPPTP', 'TPPPPP', 'PPTPPP', 'PTPPPP'],
  },
  { is: 'timeout-bound', why: 'nothing ever comes in time', rows: seven('TTTTTT') },
  {
    is: 'late-degradation',
    why: 'the last two runs time out',
    rows: [...times(5, 'PPPPPP'), 'TTTTPT', 'TTTTTT'],
  },
  {
    is: 'late-degradation',
    why: 'the last three runs go wrong',
    rows: [...times(4, 'PPPPPP'), 'WNAPOP', 'WNAPOO', 'WNAWOP'],
  },
  { is: 'format-mismatch', why: 'no call can be read', rows: seven('MMMMPP') },
  { is: 'over-calling', why: 'every message gets a call', rows: seven('PPPWOO') },
  {
    is: 'flaky',
    why: 'items come and go',
    rows: ['PWPPPP', 'PPPNPP', 'WPPPPP', 'PPAPPP', 'PWPPPP', 'PPPPPP', 'PPPWPP'],
  },
  {
    is: 'context-pollution',
    why: 'items of one conversation fail late in it',
    rows: seven('PPPWNO'),
    under: under({ isolation: 0 }),
  },
  { is: 'suboptimal', why: 'the same items fail, each by itself', rows: seven('PPPWNP') },
  { is: 'capability-limit', why: 'no due call is ever right', rows: seven('NNWNPP') },
  {
    is: 'infrastructure',
    why: 'a run was void',
    rows: seven('NNWNPP'),
    under: { voids: [{ run: 2, code: 'MODEL_UNREACHABLE' }] },
  },
  {
    is: 'infrastructure',
    why: 'another model answered',
    rows: times(2, 'NNWNPP'),
    under: { ended: 'SERVED_OTHER_MODEL' },
  },
  {
    is: 'infrastructure',
    why: 'nothing is right for a block of runs',
    rows: [...times(2, 'PPPPPP'), ...times(2, 'TTTTTT'), ...times(3, 'PPPPPP')],
  },
  {
    is: 'infrastructure',
    why: 'sampled answers repeat and come at once',
    rows: seven('NNWNPP'),
    under: {
      ...under({ temperature: 0.7 }),
      latency: [900, 3, 3, 3, 3, 3, 3].map((ms) => ({ medianMs: ms, p95Ms: ms, firstMs: ms })),
    },
  },
];

describe('diagnose()', () => {
  it.each(CASES)('is $is when $why', ({ rows, is, under: changes }) => {
    const conditions = conditionsOf(rows.length, changes);
    expect(diagnose(gridOf(rows, { conditions })).class).toBe(is);
  });

  it.each(CASES)(
    'says so in one sentence with numbers and what would disprove it: $is when $why',
    ({ rows, under: changes }) => {
      const conditions = conditionsOf(rows.length, changes);
      const { sentence, confidence } = diagnose(gridOf(rows, { conditions }));
      expect(sentence).toMatch(/\d.*; .*(disprove|show)/);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    },
  );

  it('gives the order of runs and of the worst items by the same patterns', () => {
    const rows = ['NNNNPP', 'NNNNPP', ...times(5, 'PPPPPP')];
    expect(diagnose(gridOf(rows)).evidence).toMatchObject({
      pattern: 'COLD_START',
      runs: [1, 2],
      numbers: { failingRuns: 2, coldCalls: 10 },
      rows: [1, 2, 3, 4].map((item) => ({ item, marks: 'FFPPPPP', pattern: 'COLD_START' })),
    });
  });

  it('reads no cold start from runs that did not begin cold', () => {
    const rows = ['TTPPPP', ...times(6, 'PPPPPP')];
    const conditions = conditionsOf(7, {
      startStates: rows.map((_, run) => (run === 0 ? 'warm' : 'as-is')),
    });
    expect(diagnose(gridOf(rows, { coldReadable: false, conditions })).class).not.toBe(
      'cold-start',
    );
  });

  it('reads no context pollution where the conversation is not known to be shared', () => {
    expect(diagnose(gridOf(seven('PPPWNP'))).class).toBe('suboptimal');
  });
});

describe('a capability limit', () => {
  const letter = fc.constantFrom('P', 'W', 'A', 'N', 'O', 'M', 'T');
  const anyRows = fc.integer({ min: 1, max: 12 }).chain((runs) =>
    fc.array(fc.string({ unit: letter, minLength: 6, maxLength: 6 }), {
      minLength: runs,
      maxLength: runs,
    }),
  );

  it('is never read where any letter is T or M, whatever else there is', () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom('T', 'M'), fc.nat(), (rows, bad, place) => {
        const at = place % rows.length;
        const item = place % 6;
        const spoiled = rows.map((row, run) =>
          run === at ? `${row.slice(0, item)}${bad}${row.slice(item + 1)}` : row,
        );
        const conditions = conditionsOf(rows.length);
        expect(diagnose(gridOf(spoiled, { conditions })).class).not.toBe('capability-limit');
      }),
    );
  });

  it.each([
    { what: 'a void run', changes: { voids: [{ run: 1, code: 'MODEL_FAILED' }] } },
    { what: 'another model served', changes: { ended: 'SERVED_OTHER_MODEL' } },
    { what: 'sampled answers that repeat', changes: under({ temperature: 0.8 }) },
  ] satisfies { what: string; changes: Partial<Conditions> }[])(
    'is never read from $what',
    ({ changes }) => {
      const grid = gridOf(seven('NNNNPP'), { conditions: conditionsOf(7, changes) });
      expect(diagnose(grid).class).not.toBe('capability-limit');
    },
  );

  it('is never read where no call is due, or nothing was run', () => {
    const callDue = times(6, '').map(() => false);
    expect(diagnose(gridOf(seven('OOOOOO'), { callDue })).class).toBe('over-calling');
    expect(diagnose(gridOf([])).class).toBe('healthy');
  });
});
