import type { DiagnosisClass, OutcomeGrid } from '../../../src/diagnosis/diagnosis';
import { runMarks } from '../../../src/diagnosis/run-marks';
import { diagnoseFirst } from '../../../src/diagnosis/version-1/diagnose';

/** Four items, the last of which asks for restraint; marks by the rule itself, from a cold model. */
function gridOf(rows: readonly string[], changes: Partial<OutcomeGrid> = {}): OutcomeGrid {
  const passes = rows.map((row) => row.replaceAll(/[^P]/g, '').length);
  return {
    rows,
    marks: runMarks(passes, 4),
    callDue: [true, true, true, false],
    coldReadable: true,
    ...changes,
  };
}

const seven = (row: string): readonly string[] => Array.from({ length: 7 }, () => row);
const [none, bad, good] = ['NNNN', 'NNNP', 'PPPP'];

interface Case {
  readonly rows: readonly string[];
  readonly is: DiagnosisClass;
  readonly why: string;
}

const CASES: readonly Case[] = [
  { is: 'healthy', why: 'all is right', rows: seven('PPPP') },
  { is: 'suboptimal', why: 'the same item is wrong each time', rows: seven('PPWP') },
  { is: 'cold-start', why: 'two runs fail first', rows: [bad, bad, good, good, good, good, good] },
  {
    is: 'cold-start',
    why: 'one run fails first',
    rows: ['NNNN', good, good, good, good, good, good],
  },
  {
    is: 'cold-start',
    why: 'half of the runs, rounded up, fail first',
    rows: [none, none, none, none, good, good, good],
  },
  {
    is: 'flaky',
    why: 'more than half of the runs fail first',
    rows: [none, none, none, none, none, good, good],
  },
  {
    is: 'flaky',
    why: 'a run between the first ones passes',
    rows: [bad, good, bad, good, good, good, good],
  },
  { is: 'timeout-bound', why: 'half of the failures are time-outs', rows: seven('PTWP') },
  { is: 'suboptimal', why: 'less than half of the failures are time-outs', rows: seven('TWWP') },
  { is: 'format-mismatch', why: 'half of the failures are unreadable', rows: seven('PMWP') },
  { is: 'suboptimal', why: 'less than half of the failures are unreadable', rows: seven('MWAP') },
  {
    is: 'over-calling',
    why: 'half of the failures are calls where none was due',
    rows: seven('PPWO'),
  },
  { is: 'suboptimal', why: 'less than half of the failures are such calls', rows: seven('PWAO') },
  {
    is: 'late-degradation',
    why: 'the last two runs fail',
    rows: [good, good, good, good, good, bad, bad],
  },
  {
    is: 'late-degradation',
    why: 'the last four of seven fail',
    rows: [good, good, good, none, none, none, none],
  },
  { is: 'flaky', why: 'only the last run fails', rows: [good, good, good, good, good, good, bad] },
  {
    is: 'flaky',
    why: 'more than half of the runs fail last',
    rows: [good, good, none, none, none, none, none],
  },
  { is: 'flaky', why: 'one item is wrong in one run', rows: [...seven('PPPP').slice(1), 'PPWP'] },
  { is: 'capability-limit', why: 'no due call is ever right', rows: seven('NNNP') },
  {
    is: 'capability-limit',
    why: 'no due call is right and calls are made where none is due',
    rows: seven('NWAO'),
  },
  { is: 'suboptimal', why: 'one due call is right', rows: seven('NNPP') },
];

describe('diagnoseFirst()', () => {
  it.each(CASES)('is $is when $why', ({ rows, is }) => {
    expect(diagnoseFirst(gridOf(rows)).class).toBe(is);
  });

  it.each(['M', 'T'])('never reads a capability limit from a grid with a %s in it', (letter) => {
    for (const rows of [seven(`NN${letter}P`), [...seven('NNNP').slice(1), `NN${letter}P`]]) {
      expect(diagnoseFirst(gridOf(rows)).class).not.toBe('capability-limit');
    }
  });

  it('never reads a capability limit where no call is due or nothing was run', () => {
    const none = [false, false, false, false];
    expect(diagnoseFirst(gridOf(seven('OOOO'), { callDue: none })).class).toBe('over-calling');
    expect(diagnoseFirst(gridOf([])).class).toBe('healthy');
  });

  it('never reads a cold start from runs that did not begin cold', () => {
    const rows = [bad, bad, good, good, good, good, good];
    expect(diagnoseFirst(gridOf(rows, { coldReadable: false })).class).toBe('flaky');
  });

  it.each([
    {
      first: 'cold-start',
      before: 'timeout-bound',
      rows: ['TTTT', 'TTTT', ...seven('PPPP').slice(2)],
    },
    { first: 'timeout-bound', before: 'format-mismatch', rows: seven('PTMP') },
    { first: 'timeout-bound', before: 'capability-limit', rows: seven('TTNP') },
    { first: 'format-mismatch', before: 'over-calling', rows: seven('PPMO') },
    { first: 'format-mismatch', before: 'flaky', rows: [...seven('PPPP').slice(1), 'PPMP'] },
    {
      first: 'over-calling',
      before: 'late-degradation',
      rows: [...seven('PPPP').slice(2), 'WPOO', 'WPOO'],
    },
    { first: 'late-degradation', before: 'flaky', rows: [good, good, good, good, good, bad, bad] },
    { first: 'flaky', before: 'capability-limit', rows: [...seven('NNNP').slice(1), 'NNNO'] },
  ] satisfies { first: DiagnosisClass; before: DiagnosisClass; rows: readonly string[] }[])(
    'names $first rather than $before where both could be meant',
    ({ first, rows }) => {
      expect(diagnoseFirst(gridOf(rows)).class).toBe(first);
    },
  );

  it('says with its numbers what it saw, and where: items and runs count from 1', () => {
    const rows = [bad, bad, good, good, good, good, good];
    expect(diagnoseFirst(gridOf(rows))).toEqual({
      class: 'cold-start',
      sentence:
        'The first 2 of 7 runs failed and all later ones passed (FFPPPPP), from a cold model; the last of these failures was at call 7',
      evidence: { items: [], runs: [1, 2], numbers: { failingRuns: 2, runs: 7, coldCalls: 7 } },
    });
    expect(diagnoseFirst(gridOf(seven('PTWP'))).evidence).toEqual({
      items: [2],
      runs: [],
      numbers: { timeouts: 7, failures: 14 },
    });
    expect(diagnoseFirst(gridOf(seven('NNNP'))).evidence).toEqual({
      items: [1, 2, 3],
      runs: [],
      numbers: { dueCalls: 21, rightCalls: 0, runs: 7 },
    });
  });
});

describe('the number of cold calls', () => {
  const coldCalls = (...first: readonly string[]) =>
    diagnoseFirst(gridOf([...first, ...seven('PPPP').slice(first.length)])).evidence.numbers[
      'coldCalls'
    ];

  it.each([
    { why: 'the first item alone fails', first: ['NNNN'], calls: 4 },
    { why: 'the model comes right in the middle of the first run', first: ['NNNP'], calls: 3 },
    { why: 'it comes right in the middle of the second run', first: ['NNNN', 'NNNP'], calls: 7 },
  ])('is $calls when $why', ({ first, calls }) => {
    expect(coldCalls(...first)).toBe(calls);
  });

  it('leaves out items that never pass: no warm-up mends them', () => {
    const hopeless = gridOf(['NNWN', ...seven('PPWP').slice(1)]);
    expect(diagnoseFirst(hopeless).evidence.numbers['coldCalls']).toBe(4);
    const last = gridOf(['NNNW', ...seven('PPPW').slice(1)]);
    expect(diagnoseFirst(last).evidence.numbers['coldCalls']).toBe(3);
  });
});
