import { oneFactor } from './one-factor';

/** Another named prompt set of the study. */
export const prompt = oneFactor(
  'prompt',
  'prompt',
  (from, to) => `prompt set ${to} words it better than ${from}`,
);
