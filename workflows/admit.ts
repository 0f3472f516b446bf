import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
} from '@temporalio/workflow';
import type { AdmissionResult } from '../src/contract';
import { admittedState } from '../src/study/initial-state';
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
  await record(session, {
    id: 'admitted',
    body: {
      type: 'study-admitted',
      definition: study,
      admitted: result.admitted,
      baselines: session.state.phases.map(({ name, baseline }) => ({
        phase: name,
        spec: baseline,
        fallbacks: study.fallbacks[baseline.model] ?? [],
      })),
    },
  });
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
