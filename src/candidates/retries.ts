import { oneFactor } from './one-factor';

/** More or fewer attempts at an item that timed out or could not be read. */
export const retries = oneFactor(
  'retries',
  'retries',
  (from, to) => `an item that fails visibly is tried again ${to} times instead of ${from}`,
);
