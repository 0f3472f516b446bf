import { workflowInfo } from '@temporalio/workflow';

/**
 * Has the server announced that another build of this run's worker deployment is the current one? False for ever in an
 * unversioned installation. Read it in the workflow task that acts on it: it is new with each.
 */
export function newerBuild(): boolean {
  return workflowInfo().targetWorkerDeploymentVersionChanged;
}
