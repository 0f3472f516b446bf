/** Every way in which Ratchet fails on purpose. Codes are stable: workflows, logs and tests match on them. */
export const ERROR_CODES = [
  'STUDY_INVALID',
  'SUITE_INVALID',
  'MODELS_INVALID',
  'CONTROL_INVALID',
  'NOTIFICATIONS_INVALID',
  'SUITE_CHANGED',
  'PHASE_OWNED',
  'MODEL_UNKNOWN',
  'MODEL_UNAUTHORIZED',
  'MODEL_NOT_FOUND',
  'MODEL_UNREACHABLE',
  'MODEL_FAILED',
  'MODEL_THROTTLED',
  'MODEL_ANSWER_UNREADABLE',
  'MODEL_ANSWER_TOO_LARGE',
  'MODEL_REQUEST_REFUSED',
  'SERVED_OTHER_MODEL',
  'SPEC_INAPPLICABLE',
  'STORE_CONFLICT',
  'STORE_BUSY',
  'STORE_CORRUPT',
  'STORE_UNWRITABLE',
  'SAMPLE_TOO_SMALL',
  'ROUTING_INVALID',
  'CALL_INVALID',
  'ROUTE_UNSERVED',
  'LEASE_LOST',
  'WORKER_STOPPING',
  'PLUGIN_FAILED',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Whether the same call could succeed if it were simply made again later. */
export const RETRYABLE: Readonly<Record<ErrorCode, boolean>> = {
  STUDY_INVALID: false,
  SUITE_INVALID: false,
  MODELS_INVALID: false,
  CONTROL_INVALID: false,
  NOTIFICATIONS_INVALID: false,
  SUITE_CHANGED: false,
  PHASE_OWNED: false,
  MODEL_UNKNOWN: false,
  MODEL_UNAUTHORIZED: false,
  MODEL_NOT_FOUND: false,
  MODEL_UNREACHABLE: true,
  MODEL_FAILED: true,
  MODEL_THROTTLED: true,
  MODEL_ANSWER_UNREADABLE: true,
  MODEL_ANSWER_TOO_LARGE: false,
  MODEL_REQUEST_REFUSED: false,
  SERVED_OTHER_MODEL: false,
  SPEC_INAPPLICABLE: false,
  STORE_CONFLICT: false,
  STORE_BUSY: true,
  STORE_CORRUPT: false,
  STORE_UNWRITABLE: true,
  SAMPLE_TOO_SMALL: false,
  ROUTING_INVALID: false,
  CALL_INVALID: false,
  ROUTE_UNSERVED: true,
  LEASE_LOST: true,
  WORKER_STOPPING: true,
  PLUGIN_FAILED: false,
};

/** The one error class of the domain; branch on `code`, never on `message`. */
export class RatchetError extends Error {
  override readonly name = 'RatchetError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
