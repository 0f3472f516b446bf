import { ApplicationFailure } from '@temporalio/activity';
import { RatchetError, RETRYABLE } from '../src/errors';
import { ThrottledError } from './ports';

/** Runs an activity body; a domain error leaves it as a Temporal failure whose `type` is the error code. */
export async function reportingFailures<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof ThrottledError) throw throttled(error);
    if (!(error instanceof RatchetError)) throw error;
    throw ApplicationFailure.create({
      type: error.code,
      message: error.message,
      nonRetryable: !RETRYABLE[error.code],
    });
  }
}

/** Temporal waits for as long as the endpoint asks. */
function throttled({ message, retryAfterMs }: ThrottledError): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'MODEL_THROTTLED',
    message,
    ...(retryAfterMs === null ? {} : { nextRetryDelay: retryAfterMs }),
  });
}
