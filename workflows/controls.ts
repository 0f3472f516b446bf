import {
  defineQuery,
  defineSignal,
  defineUpdate,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import {
  ADOPT_BUILD_SIGNAL,
  CARRIED_QUERY,
  type Carried,
  CONTROLS,
  type ControlName,
  STATUS_QUERY,
} from '../src/contract';
import { printable } from '../src/printable';
import { specId } from '../src/spec/spec-id';
import { applyControl } from '../src/study/apply-control';
import type { CarriedState, ControlRecord } from '../src/study/carried-state';
import { type StudyStatus } from '../src/study/status';
import { noteControl, recordControl } from './note-control';
import type { Session } from './session';
import { statusOf } from './status-of';
import { steer } from './steering';

/** Where a study stands: see `schemas/status.schema.json`. */
export const statusQuery = defineQuery<StudyStatus>(STATUS_QUERY);

const carriedQuery = defineQuery<Carried>(CARRIED_QUERY);

const DESCRIPTIONS: Readonly<Record<ControlName, string>> = {
  pause: 'Let the run in flight end and start no other',
  resume: 'Go on; also wakes a resting study and tries again after a trouble',
  stop: 'Let the run in flight end, make the files true, and end the study',
  setGenerators: '["variant","timeout"]: which generators propose from the next candidate on',
  addCandidate: '{"phase":"atomic","patch":{"retries":2},"why":"..."}: the next one measured',
  setBudget: '{"runs":500}: new limits; null lifts one',
  promote:
    '{"phase":"atomic","patch":{"variant":"atomic"},"why":"...","by":"..."}: baseline by hand',
  reject: '{"phase":"atomic","patch":{"variant":"atomic"},"why":"...","by":"..."}: never try it',
};

/**
 * Listens to every message of a study, as signal and as update. Handlers are synchronous and total:
 * they change the session at once, and what they cannot read they note and ignore.
 */
export function installControls(session: Session): void {
  setHandler(statusQuery, () => statusOf(session), { description: 'Where the study stands' });
  for (const name of CONTROLS) {
    const description = DESCRIPTIONS[name];
    const apply = (payload: unknown): ControlRecord => applyTo(session, name, payload);
    setHandler(defineSignal<[unknown]>(name), (payload) => void apply(payload), { description });
    setHandler(defineUpdate<string, [unknown]>(name), (payload) => apply(payload).note, {
      description,
      validator: (payload) => refuseUnreadable(session, name, payload),
    });
  }
  setHandler(defineSignal(ADOPT_BUILD_SIGNAL), () => undefined, {
    description: 'Wakes nothing; a resting study goes over to the current build of its deployment',
  });
  // Last: it would be given every signal that came before the workflow's first task, whatever its name.
  setDefaultSignalHandler((name) => noteUnknown(session, name));
}

/** Answers what `ratchet export study` asks, also when the run is closed. */
export function answerCarried(session: Session, input: unknown): void {
  setHandler(carriedQuery, () => ({ input, state: session.state }), {
    description: 'The study and its whole state, for another server to go on with it',
  });
}

/** The same check as the handler's, without its effect: the sender reads why in the terminal. */
function refuseUnreadable(session: Session, name: ControlName, payload: unknown): void {
  const { record } = applyControl({ study: session.study, state: session.state }, name, payload);
  if (!record.applied) throw new Error(record.note);
}

/** A misspelt signal is delivered all the same: the status says that nobody listens to it. */
function noteUnknown(session: Session, name: string): void {
  const shown = printable(name.slice(0, 100));
  const note = `expected one of ${CONTROLS.join(', ')}, found ${shown}`;
  noteControl(session, { name: shown, applied: false, note });
}

function applyTo(session: Session, name: ControlName, payload: unknown): ControlRecord {
  const before = session.state;
  const { state, record } = applyControl({ study: session.study, state: before }, name, payload);
  session.state = state;
  recordControl(session, record);
  if (name === 'promote' && record.applied) noteNewBaselines(session, before);
  if (record.applied) steer(session, name, payload);
  if (name === 'stop' && record.applied)
    session.ending ??= { state: 'stopped', reason: 'stopped by a message' };
  return record;
}

/** A baseline set by hand is a promotion like any other for the files. */
function noteNewBaselines(session: Session, before: CarriedState): void {
  for (const phase of session.state.phases) {
    const old = before.phases.find(({ name }) => name === phase.name);
    if (!old || specId(old.baseline) === specId(phase.baseline)) continue;
    session.unrecorded.push({
      id: `${phase.name}/by-hand-${session.messages}`,
      body: {
        type: 'baseline-promoted',
        phase: phase.name,
        from: old.baseline,
        to: phase.baseline,
        improvement: 0,
        decision: phase.decision,
        reason: phase.decision,
      },
    });
  }
}
