import { oneFactor } from './one-factor';

/** Calls thrown away before a run: they pay for a cold start. */
export const warmup = oneFactor(
  'warmup',
  'warmup',
  (from, to) => `${to} calls are thrown away before a run instead of ${from}`,
);
