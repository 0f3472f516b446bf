import { UNMADE, unmade } from '../src/diagnosis/unmade';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { record } from './record';
import { type Session, uniqueName } from './session';

/** An evaluation that the endpoint kept from being made is diagnosed as just that, and nothing is recommended. */
export async function recordUnmade(
  session: Session,
  {
    evaluation,
    spec,
    code,
  }: { readonly evaluation: string; readonly spec: Spec; readonly code: string },
): Promise<void> {
  const diagnosis = session.state.logic > 2 ? unmade(code) : null;
  if (!diagnosis) return;
  const name = evaluation.slice(evaluation.lastIndexOf('/') + 1);
  await record(session, {
    id: uniqueName(session, `${spec.phase}/${name}/${UNMADE}`),
    body: {
      type: 'diagnosed',
      phase: spec.phase,
      specId: specId(spec),
      evaluation,
      diagnosis,
      recommendation: null,
    },
  });
}
