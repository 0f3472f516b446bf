import { oneFactor } from './one-factor';

/** Another model for the same phase. */
export const model = oneFactor(
  'model',
  'model',
  (from, to) => `${to} may do what ${from} does, and better`,
);
