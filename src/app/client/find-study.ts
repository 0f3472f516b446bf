import {
  type Client,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { WORKFLOWS } from '../../contract';
import { didYouMean } from '../../nearest-word';
import { CliError, EXIT } from '../cli-error';
import { invocation } from '../invocation';
import { listStudies } from './list-studies';

/**
 * The newest run of a study.
 *
 * @throws {CliError} naming the nearest study when there is none of that name
 */
export async function findStudy(
  client: Client,
  study: string,
): Promise<WorkflowExecutionDescription> {
  const found = await client.workflow
    .getHandle(study)
    .describe()
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    });
  if (!found) throw await noSuchStudy(client, study);
  if (found.type === WORKFLOWS.cycle) return found;
  throw new CliError(
    EXIT.badInput,
    `Cannot use ${study}: it is a workflow of type ${found.type}, not a study`,
  );
}

async function noSuchStudy(client: Client, study: string): Promise<CliError> {
  const known = (await listStudies(client)).map((each) => each.study);
  const list = known.length === 0 ? 'There are none yet' : `There are: ${known.join(', ')}`;
  return new CliError(
    EXIT.failed,
    `Cannot find the study ${study}${didYouMean(study, known)}\n${list}; start one: ${invocation('start study.yaml')}`,
  );
}
