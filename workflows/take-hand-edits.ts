import { patched } from '@temporalio/workflow';
import { variantsOf } from '../src/plugins/plugin-variants';
import { specId } from '../src/spec/spec-id';
import { withBaseline } from '../src/study/tried';
import { storeActivities } from './activities';
import { noteControl } from './note-control';
import { record, untilItWorks } from './record';
import { phaseOf, type Session, setPhase } from './session';

/**
 * What somebody wrote into the study's routing file becomes the baseline, as if it were promoted by hand; a study that
 * was to rest has work again.
 *
 * @param name - of the events: another one where a cycle looks twice
 */
export async function takeHandEdits(session: Session, name = 'hand-edit'): Promise<void> {
  const { study, state } = session;
  const { readHandEdits } = storeActivities(state.admitted.store);
  const { edits, rejected } = await untilItWorks(session, () =>
    readHandEdits({
      study: study.study,
      phases: state.phases.map(({ name }) => name),
      models: Object.keys(state.admitted.models),
      prompts: ['default', ...Object.keys(study.prompts)],
      params: ['default', ...Object.keys(study.params)],
      ...(study.plugins?.variants && { variants: variantsOf(study) }),
      noExamples: Object.entries(state.admitted.suites).flatMap(([phase, { hasExamples }]) =>
        hasExamples ? [] : [phase],
      ),
    }),
  );
  if (rejected !== null) note(session, false, rejected);
  for (const { phase, from, to } of edits) {
    const id = `${phase}/${name}`;
    const since = { cycle: state.cycle, decision: `c${state.cycle}/${id}` };
    const changed = withBaseline(phaseOf(session, phase), to, since);
    setPhase(session, { ...changed, accuracy: null, passes: '' });
    note(session, true, `${specId(to)} is the baseline of ${phase}: written into the routing file`);
    await record(session, { id, body: { type: 'hand-edit', phase, from, to } });
  }
  if (edits.length > 0 && session.state.resting && patched('hand-edit-wakes')) {
    session.state = { ...session.state, resting: false };
  }
}

function note(session: Session, applied: boolean, text: string): void {
  noteControl(session, { name: 'hand-edit', applied, note: text.slice(0, 500) });
}
