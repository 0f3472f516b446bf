import type { LabelledEvaluation } from '../../labelled-evaluation';
import type { Choice } from './choose';

/** Variants and models that scenes are played with. */
export const SMOL: Choice = { model: 'smol', variant: 'few_shot' };
export const SMOL_JSON: Choice = { model: 'smol', variant: 'json_schema' };
export const SMOL_NATIVE: Choice = { model: 'smol', variant: 'native_api' };
export const QWEN: Choice = { model: 'qwen', variant: 'few_shot' };
export const QWEN_JSON: Choice = { model: 'qwen', variant: 'json_schema' };

export const BASE = { suite: 'atomic', runs: 3, untried: [] as readonly string[] } as const;
/** Enough to see that the model talks instead of calling; the pilot let it talk to its end. */
export const SHORT = { max_tokens: 24 };

export const rowsOf = ({ runs }: LabelledEvaluation): readonly string[] =>
  runs.map(({ letters }) => letters);

export const countIn = (text: string, wanted: string): number =>
  text.split('').filter((letter) => wanted.includes(letter)).length;

/** Share of the outcomes that are one of these letters. */
export function shareOf(evaluation: LabelledEvaluation, wanted: string): number {
  const all = rowsOf(evaluation).join('');
  return countIn(all, wanted) / all.length;
}

/** Items that are right in some runs and not in others. */
export function mixedItems({ runs, mask }: LabelledEvaluation): number {
  return mask.split('').filter((_, item) => {
    const right = runs.filter((run) => run.letters.charAt(item) === 'P').length;
    return right > 0 && right < runs.length;
  }).length;
}
