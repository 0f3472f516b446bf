import type { StudyEvent } from './study-event';

export type EventType = StudyEvent['type'];
export type EventOf<Type extends EventType> = Extract<StudyEvent, { readonly type: Type }>;

/** What a file keeps of an event whose study, cycle and phase its place in the file already tells. */
export type Entry<Type extends EventType> = Omit<
  EventOf<Type>,
  'seq' | 'study' | 'cycle' | 'type' | 'phase'
>;

/** The list with the entry added, or put in the place of the one that has the same key. */
export function upserted<Item>(
  list: readonly Item[],
  entry: Item,
  key: (item: Item) => string,
): readonly Item[] {
  const place = list.findIndex((item) => key(item) === key(entry));
  return place < 0 ? [...list, entry] : list.with(place, entry);
}
