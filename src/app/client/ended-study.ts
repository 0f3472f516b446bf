import { type Client, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { ERROR_CODES, RatchetError } from '../../errors';
import type { StudyReport } from '../../study/study-report';
import { CliError, EXIT } from '../cli-error';

/**
 * What a study that has ended gave back.
 *
 * @throws {RatchetError | CliError} why it failed
 */
export async function reportOf(client: Client, study: string): Promise<StudyReport> {
  try {
    return await client.workflow.result<(...args: unknown[]) => Promise<StudyReport>>(study);
  } catch (error) {
    if (error instanceof WorkflowFailedError) throw failureOf(study, error);
    throw error;
  }
}

function failureOf(study: string, { cause, message }: WorkflowFailedError): Error {
  if (!(cause instanceof ApplicationFailure)) {
    return new CliError(
      EXIT.failed,
      `The study ${study} has no result: ${cause?.message ?? message}`,
    );
  }
  const code = ERROR_CODES.find((known) => known === cause.type);
  if (code) return new RatchetError(code, cause.message);
  return new CliError(EXIT.failed, `The study ${study} failed: ${cause.message}`);
}
