import type { StudyEvent } from '../history/study-event';
import type { FiledRun } from './check-histories';
import type { Finding } from './finding';
import type { FiledManifest } from './read-archive';
import { eventsOfRun, undoneByStore } from './recorded-events';

/** The store writes two things by itself, and only for a workflow that was closed: that a trial is undone, and that the study ended. */
export function checkByStore(
  { file, manifest }: FiledManifest,
  runs: readonly FiledRun[],
): readonly Finding[] {
  const asked = new Set(runs.flatMap(({ record }) => undoneByStore(record)));
  const certain = runs
    .flatMap(({ record }) => eventsOfRun(record))
    .flatMap(({ event, certain: written }) => (written ? [event.seq] : []));
  const last = Math.max(0, ...certain);
  return manifest.byStore.flatMap((event) => {
    const expected = wordOf(event, { asked, last });
    return expected === null
      ? []
      : [
          {
            file,
            at: `byStore, ${event.id}`,
            expected,
            found: `${event.type}, event ${event.seq}`,
          },
        ];
  });
}

/** Null: the store may have written it. */
function wordOf(
  { type, seq }: StudyEvent,
  { asked, last }: { readonly asked: ReadonlySet<number>; readonly last: number },
): string | null {
  if (type !== 'trial-undone' && type !== 'study-ended') {
    return 'nothing but trial-undone and study-ended';
  }
  if (asked.has(seq) || seq > last) return null;
  return 'an event that no workflow wrote';
}
