import { specId } from '../src/spec/spec-id';
import { type CarriedState, MAX_CONTROLS } from '../src/study/carried-state';
import { withBaseline } from '../src/study/tried';
import { storeActivities } from './activities';
import { record, untilItWorks } from './record';
import { phaseOf, type Session, setPhase } from './session';

/** What somebody wrote into the study's routing file becomes the baseline, as if it were promoted by hand. */
export async function takeHandEdits(session: Session): Promise<void> {
  const { study, state } = session;
  const { readHandEdits } = storeActivities(state.admitted.store);
  const { edits, rejected } = await untilItWorks(session, () =>
    readHandEdits({
      study: study.study,
      phases: state.phases.map(({ name }) => name),
      models: Object.keys(state.admitted.models),
    }),
  );
  if (rejected !== null) note(session, false, rejected);
  for (const { phase, from, to } of edits) {
    const id = `${phase}/hand-edit`;
    const since = { cycle: state.cycle, decision: `c${state.cycle}/${id}` };
    const changed = withBaseline(phaseOf(session, phase), to, since);
    setPhase(session, { ...changed, accuracy: null, passes: '' });
    note(session, true, `${specId(to)} is the baseline of ${phase}: written into the routing file`);
    await record(session, { id, body: { type: 'hand-edit', phase, from, to } });
  }
}

/** Beside the messages, where the status shows it. */
function note(session: Session, applied: boolean, text: string): void {
  const control: CarriedState['controls'][number] = {
    name: 'hand-edit',
    applied,
    note: text.slice(0, 500),
  };
  session.state = {
    ...session.state,
    controls: [...session.state.controls, control].slice(-MAX_CONTROLS),
  };
  session.messages += 1;
  session.unrecorded.push({
    id: `control-${session.messages}`,
    body: { type: 'control', control },
  });
}
