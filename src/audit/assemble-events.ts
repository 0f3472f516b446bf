import { canonicalJson } from '../canonical-json';
import type { Finding } from './finding';
import type { RecordedEvent } from './recorded-events';

/** The events of all archived runs together, by number, without gaps. */
export interface Assembled {
  readonly events: readonly ArchivedEvent[];
  readonly findings: readonly Finding[];
}

export interface ArchivedEvent extends RecordedEvent {
  readonly text: string;
  /** The history or manifest that holds it. */
  readonly file: string;
}

/** An event and the file that holds it. */
export type FiledEvent = RecordedEvent & { readonly file: string };

/**
 * Puts what histories and manifests hold in order. Where an event was under way when its workflow was closed, the
 * store's word counts: another event in its place, or how far the log had come.
 *
 * @param logSeq - number of the last event that a manifest knows of
 */
export function assembleEvents(recorded: readonly FiledEvent[], logSeq: number): Assembled {
  const bySeq = new Map<number, ArchivedEvent>();
  const findings: Finding[] = [];
  for (const each of recorded) {
    if (!each.certain && each.event.seq > logSeq) continue;
    const event = { ...each, text: canonicalJson(each.event) };
    const known = bySeq.get(event.event.seq);
    if (contradicts(known, event)) findings.push(contradiction(known, event));
    if (!known || (event.certain && !known.certain)) bySeq.set(event.event.seq, event);
  }
  const events = withoutGap(bySeq);
  return { events, findings: [...findings, ...gapIn(events, bySeq)] };
}

function withoutGap(bySeq: ReadonlyMap<number, ArchivedEvent>): readonly ArchivedEvent[] {
  const events: ArchivedEvent[] = [];
  for (let next = bySeq.get(1); next; next = bySeq.get(events.length + 1)) events.push(next);
  return events;
}

function contradicts(
  known: ArchivedEvent | undefined,
  event: ArchivedEvent,
): known is ArchivedEvent {
  return known !== undefined && known.certain && event.certain && known.text !== event.text;
}

function contradiction(known: ArchivedEvent, other: ArchivedEvent): Finding {
  return {
    file: other.file,
    at: other.source,
    expected: `event ${known.event.seq} as ${known.source} of ${known.file} has it`,
    found: `another: ${other.event.id}`,
  };
}

function gapIn(
  events: readonly ArchivedEvent[],
  bySeq: ReadonlyMap<number, ArchivedEvent>,
): readonly Finding[] {
  const later = [...bySeq.values()].find(({ event }) => event.seq > events.length);
  if (!later) return [];
  return [
    {
      file: later.file,
      at: later.source,
      expected: `event ${events.length + 1} in some history before event ${later.event.seq}`,
      found: 'none: a history is missing',
    },
  ];
}
