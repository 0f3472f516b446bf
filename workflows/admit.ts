import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
} from '@temporalio/workflow';
import type { AdmissionResult } from '../src/contract';
import type { CarriedState } from '../src/study/carried-state';
import { admittedState } from '../src/study/initial-state';
import { stateWhereItIsNow } from '../src/study/moved-state';
import { admitStudy } from './activities';
import { record } from './record';
import type { Session } from './session';
import { show } from './show';

/** Checks the study against the world, once, before its first run. A study that is told to end meanwhile is not admitted. */
export async function admit(session: Session): Promise<void> {
  const { study } = session;
  show(session, 'checks suites, models and phases');
  const result = await unlessEnding(session, () => admitStudy(study));
  if (!result) return;
  session.state = admittedState(session.state, study, result);
  await recordAdmission(session);
}

/** A study that was carried here goes on from its own state, with the suites that it had and the models of this place. */
export async function admitAgain(session: Session): Promise<void> {
  show(session, 'checks suites, models and phases of the place that it was carried to');
  const result = await unlessEnding(session, () => admitStudy(session.study));
  if (!result) return;
  session.state = movedState(session.state, result);
  await recordAdmission(session);
}

async function recordAdmission(session: Session): Promise<void> {
  const { study, state } = session;
  await record(session, {
    id: 'admitted',
    body: {
      type: 'study-admitted',
      definition: study,
      admitted: state.admitted,
      baselines: session.state.phases.map(({ name, baseline }) => ({
        phase: name,
        spec: baseline,
        fallbacks: study.fallbacks[baseline.model] ?? [],
      })),
    },
  });
}

function movedState(state: CarriedState, result: AdmissionResult): CarriedState {
  const moved = stateWhereItIsNow(state, result);
  if (moved.ok) return moved.state;
  throw ApplicationFailure.nonRetryable(moved.message, moved.code);
}

/** Admission waits for endpoints, perhaps for long; a stop must not wait with it. */
async function unlessEnding(
  session: Session,
  admission: () => Promise<AdmissionResult>,
): Promise<AdmissionResult | null> {
  const scope = new CancellationScope();
  const result = scope.run(admission).catch((error: unknown) => {
    if (session.ending) return null;
    return failWith(error);
  });
  await Promise.race([result, condition(() => session.ending !== null)]);
  if (session.ending) scope.cancel();
  return result;
}

/** The workflow fails with the words that the activity found, not with "activity task failed". */
function failWith(error: unknown): never {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure)) throw error;
  throw ApplicationFailure.nonRetryable(cause.message, cause.type);
}
