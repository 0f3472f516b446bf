import { ok, skipped, warning } from './finding';
import { serverCheck } from './server-check';

/** Where workers are versioned: does each deployment have a current version? Without one nothing of it runs. */
export const checkDeployments = serverCheck('deployments', async (client, { namespace }) => {
  const { workerDeployments } = await client.workflowService.listWorkerDeployments({ namespace });
  const found = (workerDeployments ?? []).map(({ name, routingConfig }) => {
    const current = routingConfig?.currentDeploymentVersion?.buildId;
    return current
      ? ok(`${name}: current version ${current}`)
      : warning(
          `${name}: 0 current versions; its workers get no work`,
          `temporal worker deployment set-current-version --namespace ${namespace} --deployment-name ${name} --build-id BUILD`,
        );
  });
  return found.length > 0 ? found : [skipped('workers are not versioned here')];
});
