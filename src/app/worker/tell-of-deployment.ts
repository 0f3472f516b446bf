import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { sha256 } from '../../../activities/store/sha256';
import { buildOf } from '../../audit/archive';
import type { Deployment } from './deployment';

/** The server knows of a build from its first poll on. */
const ATTEMPTS = 20;
const PAUSE_MS = 500;

/**
 * Says which build this worker is, and how to make it the current one where it is not: before that no study begins a
 * cycle on it, and nothing else would say why.
 */
export function tellOfDeployment(
  client: Client,
  { deployment, code }: { readonly deployment: Deployment | undefined; readonly code: string },
  say: (line: string) => void,
): void {
  if (!deployment) return;
  const { name, label } = deployment;
  const build = buildOf(sha256(code), label);
  void currentBuild(client, name).then((current) => {
    if (current === build) return say(`deployment ${name}: ${build} is the current build`);
    return say(
      `deployment ${name}: ${current ?? 'no build'} is current; cycles that begin from now on go to this one after\n  temporal worker deployment set-current-version --namespace ${client.options.namespace} --deployment-name ${name} --build-id ${build} --yes`,
    );
  });
}

/** Null: the deployment has none, or the server does not tell. */
async function currentBuild(client: Client, name: string): Promise<string | null> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { workerDeploymentInfo: found } = await client.workflowService
      .describeWorkerDeployment({
        namespace: client.options.namespace,
        deploymentName: name,
      })
      .catch(() => ({ workerDeploymentInfo: null }));
    if (found) return found.routingConfig?.currentDeploymentVersion?.buildId ?? null;
    await wait(PAUSE_MS, undefined, { ref: false });
  }
  return null;
}
