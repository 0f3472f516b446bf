import { oneFactor } from './one-factor';

/** Another named set of provider parameters of the study. */
export const params = oneFactor(
  'params',
  'params',
  (from, to) => `provider parameters ${to} suit the model better than ${from}`,
);
