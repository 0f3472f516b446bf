import type { StudyEvent } from '../src/history/study-event';
import { jsonBytes } from '../src/json-bytes';

/** Bytes of the events of one write, as JSON: what enters a history at once stays well below 128 KiB. */
const MAX_BATCH_BYTES = 65_536;

/** The events in as few writes as their sizes allow, in their order; one that is larger by itself stays whole. */
export function eventBatches(events: readonly StudyEvent[]): readonly (readonly StudyEvent[])[] {
  const batches: StudyEvent[][] = [];
  let room = 0;
  for (const event of events) {
    const bytes = jsonBytes(event);
    if (bytes > room) {
      batches.push([]);
      room = MAX_BATCH_BYTES;
    }
    batches.at(-1)?.push(event);
    room -= bytes;
  }
  return batches;
}
