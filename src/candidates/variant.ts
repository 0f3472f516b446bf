import { NEED_EXAMPLES } from '../variants/variant-names';
import type { Generator } from './generator';
import { oneFactor } from './one-factor';

const everyVariant = oneFactor(
  'variant',
  'variant',
  (from, to) => `the model may decide better when asked by ${to} than by ${from}`,
);

/** Another way to ask for and read the decision; those that need worked examples only where the suite has some. */
export const variant: Generator = {
  name: 'variant',
  propose: (context) =>
    everyVariant
      .propose(context)
      .filter(({ spec }) => context.hasExamples || !NEED_EXAMPLES.includes(spec.variant)),
};
