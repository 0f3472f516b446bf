import { type Entry, type EventOf, type EventType, upserted } from './event-entry';
import type { StudyEvent } from './study-event';

/** What `cycles/<n>.json` says: everything that happened in one cycle, each kind in the order in which it did. */
export interface CycleFile {
  readonly schemaVersion: 1;
  readonly study: string;
  readonly cycle: number;
  readonly phases: Readonly<Record<string, CyclePhase>>;
  readonly controls: readonly Entry<'control'>[];
  readonly ended: readonly Entry<'study-ended'>[];
}

/** One phase's part of a cycle: its entries by the type of their event. */
export type CyclePhase = { readonly [Type in LastingType]: readonly Entry<Type>[] } & {
  readonly [Type in LaterType]?: readonly Entry<Type>[];
};

/** Kinds that came later: there only where there are any, so that files of earlier versions stay what they are. */
type LaterType = 'recommendation-settled' | 'route-watched';
type LastingType = Exclude<PhaseEventType, LaterType>;

export type PhaseEventType = Exclude<EventType, 'study-admitted' | 'control' | 'study-ended'>;

const NOTHING_YET: CyclePhase = {
  'baseline-measured': [],
  'candidate-screened': [],
  'candidate-decided': [],
  'candidate-inapplicable': [],
  diagnosed: [],
  'promotion-verified': [],
  'baseline-promoted': [],
  'trial-opened': [],
  'trial-kept': [],
  'trial-undone': [],
  'phase-closed': [],
  'held-out-measured': [],
  'ceiling-reached': [],
  'hand-edit': [],
};

/** The cycle's file after one more event of that cycle; the same events once more change nothing. */
export function advanceCycle(before: CycleFile | undefined, event: StudyEvent): CycleFile {
  const file = before ?? newCycle(event);
  if (event.type === 'study-admitted') return file;
  if (event.type === 'control') {
    const { id, measured, control } = event;
    return { ...file, controls: added(file.controls, { id, measured, control }) };
  }
  if (event.type === 'study-ended') {
    const { id, measured, state, reason } = event;
    return { ...file, ended: added(file.ended, { id, measured, state, reason }) };
  }
  return withEntry(file, event);
}

function newCycle({ study, cycle }: StudyEvent): CycleFile {
  return { schemaVersion: 1, study, cycle, phases: {}, controls: [], ended: [] };
}

type PhaseEvent = EventOf<PhaseEventType>;

function withEntry(file: CycleFile, event: PhaseEvent): CycleFile {
  const name = 'phase' in event ? event.phase : event.recommendation.phase;
  const phase = { ...NOTHING_YET, ...file.phases[name] };
  const entries = added<{ readonly id: string }>(phase[event.type] ?? [], entryOf(event));
  return { ...file, phases: { ...file.phases, [name]: { ...phase, [event.type]: entries } } };
}

function added<Item extends { readonly id: string }>(list: readonly Item[], entry: Item) {
  return upserted(list, entry, ({ id }) => id);
}

/** The event without what the entry's place in the file already tells. */
function entryOf(event: PhaseEvent): { readonly id: string } {
  const { seq: _seq, study: _study, cycle: _cycle, type: _type, ...entry } = event;
  if (!('phase' in entry)) return entry;
  const { phase: _phase, ...rest } = entry;
  return rest;
}
