import { ApplicationFailure } from '@temporalio/workflow';

/** A baseline that its endpoint refuses: nothing can be compared with it. */
export function cannotServe(spec: string, reason: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `Cannot measure the baseline ${spec}: ${reason}; start the study from a baseline that the endpoint can serve`,
    'SPEC_INAPPLICABLE',
  );
}
