import {
  continueAsNew,
  makeContinueAsNewFunc,
  type Workflow,
  workflowInfo,
} from '@temporalio/workflow';

/**
 * Ends this run and begins the next one of the same workflow, on the newest build where workers are versioned: a plain
 * continue-as-new after the server told of a new build would decline it for good.
 */
export function continueChain<F extends Workflow>(...args: Parameters<F>): Promise<never> {
  if (!workflowInfo().targetWorkerDeploymentVersionChanged) return continueAsNew<F>(...args);
  const upgraded = makeContinueAsNewFunc<F>({ initialVersioningBehavior: 'AUTO_UPGRADE' });
  return upgraded(...args);
}
