import { type ErrorCode, RatchetError } from '../errors';

/** What a process says with its end: DESIGN's table, see docs/cli.md. */
export const EXIT = {
  done: 0,
  failed: 1,
  differs: 2,
  gateFailed: 2,
  hold: 3,
  badInput: 4,
  budgetSpent: 5,
} as const;

/** An end that is no success, and what to tell the person who called. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: number;

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const BAD_INPUT: readonly ErrorCode[] = [
  'STUDY_INVALID',
  'SUITE_INVALID',
  'MODELS_INVALID',
  'CONTROL_INVALID',
  'NOTIFICATIONS_INVALID',
  'MODEL_UNKNOWN',
  'ROUTING_INVALID',
];

/** The exit code that an error stands for. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CliError) return error.exitCode;
  if (error instanceof RatchetError && BAD_INPUT.includes(error.code)) return EXIT.badInput;
  return EXIT.failed;
}

/** Is this an error that was foreseen, whose message is all that a person needs? */
export function isForeseen(error: unknown): error is Error {
  return error instanceof CliError || error instanceof RatchetError;
}
