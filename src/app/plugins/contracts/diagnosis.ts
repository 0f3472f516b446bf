import { DIAGNOSIS_ANSWERS, diagnosisAnswer } from '../../../plugins/parse-study-answers';
import type { Contract, Probe } from '../contract';
import { asJson, PLACE, summaryOf, VALUES, wrongPatch } from './sample-study';

const EVALUATIONS = {
  'a healthy one': ['PPPPPP', 'PPPPPP', 'PPPPPP'],
  'one that times out': ['TTPTTP', 'TTPTTP', 'TPPTTP'],
  'one with every letter': ['PWANOM', 'TPWANO', 'MTPWAN'],
  'one that fails late in a run': ['PPPPWW', 'PPPWWW', 'PPPPWW'],
};

export const diagnosis: Contract = {
  kind: 'diagnosis',
  exported: ['diagnose'],
  beginning:
    "export const diagnose: DiagnosisRule = ({ summary }) => (... ? { name: 'my-trouble', evidence: '...', patch: { ... } } : null);",
  probes: () =>
    Object.entries(EVALUATIONS).map(([name, rows]): Probe => ({
      name: `reads ${name}`,
      call: 'diagnose',
      input: asJson({ ...PLACE, values: VALUES, summary: summaryOf(rows) }),
      limitMs: 20_000,
      schema: diagnosisAnswer,
      inWords: DIAGNOSIS_ANSWERS,
      wrong: (answer) => {
        const remedy = diagnosisAnswer.parse(answer);
        return remedy && wrongPatch(remedy.patch, VALUES);
      },
      repeatable: true,
      mend: 'answer null where you see nothing; recommend only what is in `values`',
    })),
};
