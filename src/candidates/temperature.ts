import { oneFactor } from './one-factor';

/** Another sampling temperature. */
export const temperature = oneFactor(
  'temperature',
  'temperature',
  (from, to) => `sampling at temperature ${to} instead of ${from}`,
);
