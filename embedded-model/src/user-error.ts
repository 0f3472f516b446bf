/** What a person can mend. Its message is shown as it is, without a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The message of anything thrown, with the cause that a network error hides behind. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
