import { sep } from 'node:path';
import { ApplicationFailure } from '@temporalio/activity';
import { RatchetError, RETRYABLE } from '../src/errors';
import { packageFolder } from './package-folder';
import { ThrottledError } from './ports';

/** Runs an activity body; a domain error leaves it as a Temporal failure whose `type` is the error code. */
export async function reportingFailures<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw withoutThisMachine(failureOf(error));
  }
}

function failureOf(error: unknown): unknown {
  if (error instanceof ThrottledError) return throttled(error);
  if (!(error instanceof RatchetError)) return error;
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable: !RETRYABLE[error.code],
  });
}

/** A failure stays in a history for good, and anybody who may see the study reads its stack trace. */
function withoutThisMachine(error: unknown): unknown {
  if (error instanceof Error && error.stack !== undefined) {
    error.stack = error.stack.replaceAll(`${packageFolder()}${sep}`, '');
  }
  return error;
}

/** Temporal waits for as long as the endpoint asks. */
function throttled({ message, retryAfterMs }: ThrottledError): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'MODEL_THROTTLED',
    message,
    ...(retryAfterMs === null ? {} : { nextRetryDelay: retryAfterMs }),
  });
}
