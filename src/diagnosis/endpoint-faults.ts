import type { ErrorCode } from '../errors';

/** Failures that are the endpoint's: neither the study's, nor the worker's own. */
export const ENDPOINT_FAULTS: readonly ErrorCode[] = [
  'MODEL_UNAUTHORIZED',
  'MODEL_NOT_FOUND',
  'MODEL_UNREACHABLE',
  'MODEL_FAILED',
  'MODEL_THROTTLED',
  'MODEL_ANSWER_UNREADABLE',
  'MODEL_ANSWER_TOO_LARGE',
  'SERVED_OTHER_MODEL',
];
