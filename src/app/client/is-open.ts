import { type Client, WorkflowNotFoundError } from '@temporalio/client';

/** Has the server an open workflow of this name? */
export function isOpen(client: Client, study: string): Promise<boolean> {
  return client.workflow
    .getHandle(study)
    .describe()
    .then(({ status }) => status.name === 'RUNNING')
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    });
}
