import type { PoolHolder, PoolView, PoolWaiting } from '../../pool/pool-view';
import type { Output } from './output';
import { wrapped } from './table';

type Look = Pick<Output, 'paint' | 'width'>;

/** Of those who wait as many are named as fit a screen. */
const SHOWN = 8;

/** Who holds the slots of a pool and who waits for them; nothing for a pool that nobody uses now. */
export function poolLines(view: PoolView, { paint, width }: Look): readonly string[] {
  const { pool, slots, holders, waiting, requests, notes } = view;
  if (holders.length + waiting.length + notes.length === 0) return [];
  const of = slots === null ? '' : ` of ${slots}`;
  const lines = [
    ...holders.map(holderText),
    ...waiting.slice(0, SHOWN).map(waitingText),
    ...(waiting.length > SHOWN ? [`and ${waiting.length - SHOWN} more wait`] : []),
    ...requests.map(
      ({ model, perMinute, lastMinute }) =>
        `${model}: ${lastMinute} of ${perMinute} requests in the last minute`,
    ),
    ...notes.map((note) => `! ${note}`),
  ];
  return [
    `${paint.bold(`pool ${pool}`)}  ${holders.length}${of} slots in use, ${waiting.length} waiting`,
    ...lines.flatMap((line) => wrapped(line, width - 2).map((part) => `  ${part}`)),
  ];
}

function holderText(holder: PoolHolder): string {
  const { evaluation, run, worker, since, state, until } = holder;
  const what = `${evaluation} run ${run} on ${worker}`;
  if (state === 'running') return `held by ${what}, since ${clock(since)}`;
  if (state === 'kept') return `kept for the next run of ${evaluation}, until ${clock(until)}`;
  return `held by ${what}, which is silent; free since ${clock(until)}`;
}

function waitingText({ evaluation, run, worker, since }: PoolWaiting): string {
  return `waiting: ${evaluation} run ${run} on ${worker}, since ${clock(since)}`;
}

/** Hours to seconds of a time in ISO 8601; UTC, as in the other lists. */
function clock(time: string): string {
  return time.slice(11, 19);
}
