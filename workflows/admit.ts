import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { admittedState } from '../src/study/initial-state';
import { admitStudy } from './activities';
import { record } from './record';
import type { Session } from './session';
import { show } from './show';

/** Checks the study against the world, once, before its first run. */
export async function admit(session: Session): Promise<void> {
  const { study } = session;
  show(session, 'checks suites, models and phases');
  const result = await admitStudy(study).catch(failWith);
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

/** The workflow fails with the words that the activity found, not with "activity task failed". */
function failWith(error: unknown): never {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure)) throw error;
  throw ApplicationFailure.nonRetryable(cause.message, cause.type);
}
