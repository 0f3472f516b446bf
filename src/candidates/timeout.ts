import { oneFactor } from './one-factor';

/** Another limit on one model call: a longer one saves slow answers, a shorter one costs nothing where answers are quick. */
export const timeout = oneFactor(
  'timeout',
  'timeoutSeconds',
  (from, to) => `calls may take up to ${to} s instead of ${from} s`,
);
