import { oneFactor } from './one-factor';

/** Each item afresh, or all items of a run in one conversation. */
export const isolation = oneFactor('isolation', 'isolation', (from, to) =>
  Number(to) === 1
    ? `each item starts afresh, so no earlier answer (i${from}) can mislead it`
    : `items share one conversation instead of starting afresh (i${from}), so earlier answers can guide later ones`,
);
