import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { ControlName } from '../../contract';
import { RatchetError } from '../../errors';
import { CliError, EXIT } from '../cli-error';
import { invocation } from '../invocation';
import { ANSWER_LIMIT_MS, silenceOf, whyNoAnswer } from './ask-status';
import { findStudy } from './find-study';
import { stateOf } from './list-studies';

/** A message that meets the change from one cycle to the next is sent again. */
const ATTEMPTS = 4;

/**
 * Sends a study a message and waits for what became of it.
 *
 * @returns the study's answer, one sentence
 * @throws {RatchetError} `CONTROL_INVALID` when the study refuses it
 * @throws {CliError} when the study has ended or nobody answers
 */
export async function sendControl(
  client: Client,
  study: string,
  message: { readonly name: ControlName; readonly payload?: unknown },
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, taskQueue, ...rest } = await findStudy(client, study);
    if (status.name !== 'RUNNING') {
      throw new CliError(
        EXIT.failed,
        `Cannot send ${message.name} to ${study}: it has ended (${stateOf({ status, ...rest })})`,
      );
    }
    const silence = await silenceOf(client, taskQueue);
    if (silence !== null) throw unheard(study, message, silence);
    try {
      return await update(client, study, message);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError && attempt < ATTEMPTS) continue;
      throw await inWords(client, error, { study, message, taskQueue });
    }
  }
}

function update(
  client: Client,
  study: string,
  { name, payload }: { readonly name: ControlName; readonly payload?: unknown },
): Promise<string> {
  return client.withDeadline(Date.now() + ANSWER_LIMIT_MS, () =>
    client.workflow
      .getHandle(study)
      .executeUpdate<string, [unknown]>(name, { args: [payload ?? null] }),
  );
}

async function inWords(
  client: Client,
  error: unknown,
  {
    study,
    message,
    taskQueue,
  }: {
    readonly study: string;
    readonly message: { readonly name: ControlName };
    readonly taskQueue: string;
  },
): Promise<unknown> {
  if (error instanceof WorkflowUpdateFailedError) {
    return new RatchetError(
      'CONTROL_INVALID',
      `${study} refuses ${message.name}: ${error.cause?.message ?? error.message}`,
    );
  }
  if (error instanceof WorkflowNotFoundError) return error;
  return new CliError(
    EXIT.failed,
    `${study} does not answer ${message.name}: ${await whyNoAnswer(client, taskQueue, error)}\nThe message may still be heard then; see ${invocation(`status ${study}`)}`,
  );
}

/** A signal waits in the study's history for the next worker; an update needs one now. */
function unheard(study: string, { name }: { readonly name: ControlName }, why: string): CliError {
  return new CliError(
    EXIT.failed,
    `Cannot send ${name} to ${study}: ${why}\nTo leave the message for when one does: temporal workflow signal --workflow-id ${study} --name ${name}`,
  );
}
