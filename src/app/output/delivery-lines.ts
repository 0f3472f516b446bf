import { type DeliveryState, MOST_COUNTED } from '../notify/delivery-states';
import type { Output } from './output';
import { wrapped } from './table';

const RECENT_MS = 7 * 24 * 3_600_000;

/** What of the notifications did not get through: those that fail, wait, or were given up in the last seven days. */
export function deliveryLines(
  states: readonly DeliveryState[] | null,
  { paint, width }: Pick<Output, 'paint' | 'width'>,
  now = Date.now(),
): readonly string[] {
  if (states === null) return [paint.dim('notifications: the store cannot be read from here')];
  return states
    .flatMap((state) => troublesOf(state, now).map((text) => `! notifications to ${text}`))
    .flatMap((text) => wrapped(text, width))
    .map((line) => paint.yellow(line));
}

function troublesOf(
  { target, failing, waiting, lost }: DeliveryState,
  now: number,
): readonly string[] {
  const gone = lost.filter(({ at }) => now - Date.parse(at) < RECENT_MS);
  const last = gone.at(-1);
  return [
    ...(failing
      ? [
          `${target}: ${failing.attempts} attempts failed since ${minute(failing.since)}: ${failing.why}${waiting === null ? '' : `; ${counted(waiting)}`}; next attempt ${minute(failing.nextAt)}`,
        ]
      : waiting
        ? [`${target}: ${counted(waiting)}`]
        : []),
    ...(last
      ? [
          `${target}: ${gone.length} given up in the last seven days, the last of ${minute(last.at)}: ${last.type} of ${last.study} (${last.why})`,
        ]
      : []),
  ];
}

function counted(waiting: number): string {
  return `${waiting >= MOST_COUNTED ? `${MOST_COUNTED} or more` : waiting} wait`;
}

/** Of a time in ISO 8601; UTC, as in the other lists. */
function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
