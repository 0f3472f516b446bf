import { type ControlRecord, MAX_CONTROLS } from '../src/study/carried-state';
import type { Session } from './session';

/** Puts beside the messages, where the status shows it, what is no message that the study takes. */
export function noteControl(session: Session, record: ControlRecord): void {
  session.state = {
    ...session.state,
    controls: [...session.state.controls, record].slice(-MAX_CONTROLS),
  };
  recordControl(session, record);
}

/** The log takes it with the next events. */
export function recordControl(session: Session, control: ControlRecord): void {
  session.messages += 1;
  session.unrecorded.push({
    id: `control-${session.messages}`,
    body: { type: 'control', control },
  });
}
