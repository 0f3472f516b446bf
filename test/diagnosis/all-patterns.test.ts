import { RUN_PATTERNS, type RunPattern, runPattern } from '../../src/diagnosis/run-pattern';

/** Every order of seven runs, by its class. The two classes that are left over are counted. */
const TABLE: Readonly<Record<RunPattern, string | number>> = {
  CLEAN: 'PPPPPPP',
  CAPABILITY_LIMIT: 'FFFFFFF',
  COLD_START_SUSPECTED: 'FPPPPPP',
  COLD_START: 'FFPPPPP FFFPPPP FFFFPPP',
  LATE_RECOVERY: 'FFFFFPP FFFFFFP',
  LATE_FLAKE: 'PPPPPPF',
  LATE_DEGRADATION: 'PPPPPFF PPPPFFF PPPFFFF',
  EARLY_COLLAPSE: 'PPFFFFF PFFFFFF',
  SINGLE_FLAKE: 'PFPPPPP PPFPPPP PPPFPPP PPPPFPP PPPPPFP',
  LONE_PASS: 'FPFFFFF FFPFFFF FFFPFFF FFFFPFF FFFFFPF',
  ALTERNATING: 'PFPFPFP FPFPFPF',
  BURST: 'PPPFFFP PPFFFPP PPFFFFP PFFFPPP PFFFFPP PFFFFFP',
  WARMING_TREND: 'FPFPPPP FFPFPPP FFFPFPP FFFFPFP',
  DEGRADING_TREND: 'PPPPFPF PPPFPFF PPFPFFF PFPFFFF',
  INTERMITTENT: 17,
  HIGH_VARIANCE: 71,
};

const all = Array.from({ length: 128 }, (_, number) =>
  Array.from({ length: 7 }, (_each, run) => ((number >> run) % 2 === 1 ? 'F' : 'P')).join(''),
);

describe('the 128 orders of seven runs', () => {
  it.each(RUN_PATTERNS.map((pattern) => ({ pattern, members: TABLE[pattern] })))(
    '$pattern: $members',
    ({ pattern, members }) => {
      const found = all.filter((marks) => runPattern(marks) === pattern);
      const expected = typeof members === 'string' ? members.split(' ').toSorted() : members;
      expect(typeof members === 'string' ? found.toSorted() : found.length).toEqual(expected);
    },
  );
});
