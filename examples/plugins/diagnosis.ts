import type { DiagnosisRule } from 'ratchet';

/** Calls with wrong arguments more than anything else: worked examples may show what is meant. */
export const diagnose: DiagnosisRule = ({ summary, baseline, values }) => {
  const { P: right, A: wrong, ...others } = summary.letters;
  const most = Math.max(...Object.values(others));
  const canShow = values['variant']?.includes('few_shot') && baseline.variant !== 'few_shot';
  if (wrong <= most || !canShow) return null;
  return {
    name: 'wrong-arguments',
    evidence: `${wrong} right tools with wrong arguments, beside ${right} right answers`,
    patch: { variant: 'few_shot' },
  };
};
