import type { Decision } from '../../../gates/gate';
import { GATE_ANSWERS, gateAnswer } from '../../../plugins/parse-study-answers';
import type { Contract, Probe } from '../contract';
import { asJson, BASELINE, PLACE, summaryOf } from './sample-study';

const DECISION: Decision = {
  verdict: 'PROMOTE',
  reason: 'better: 0.83 against 0.67',
  gates: [{ gate: 'G1 samples', outcome: 'pass', reason: '3 runs of each', evidence: { runs: 3 } }],
  gain: 1 / 6,
  evidence: ['tested/c3/atomic/e1-sample', 'tested/c3/atomic/e0-baseline'],
  policyVersion: 'exact-1',
};
const CANDIDATE = { ...BASELINE, retries: 2 };
const BETTER = ['PPPPPW', 'PPPPPW', 'PPPPPW'];
const BEFORE = ['PPPPWW', 'PPPPWW', 'PPPPWW'];

const CASES = {
  'a candidate as quick as the baseline': { medianMs: 400, baselineSummary: summaryOf(BEFORE) },
  'a candidate that is much slower': { medianMs: 40_000, baselineSummary: summaryOf(BEFORE) },
  'a candidate whose baseline was not measured in this cycle': {
    medianMs: 400,
    baselineSummary: null,
  },
};

export const gate: Contract = {
  kind: 'gate',
  exported: ['judge'],
  beginning: "export const judge: Gate = ({ summary }) => (... ? { reason: '...' } : null);",
  probes: () =>
    Object.entries(CASES).map(([name, { medianMs, baselineSummary }]): Probe => ({
      name: `judges ${name}`,
      call: 'judge',
      input: asJson({
        ...PLACE,
        candidate: CANDIDATE,
        decision: DECISION,
        summary: summaryOf(BETTER, { spec: CANDIDATE, medianMs }),
        baselineSummary,
      }),
      limitMs: 20_000,
      schema: gateAnswer,
      inWords: GATE_ANSWERS,
      repeatable: true,
      mend: 'answer null to let it pass or { reason: "a sentence" } to object; baselineSummary may be null',
    })),
};
