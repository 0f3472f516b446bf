import type { WorkerOptions } from '@temporalio/worker';
import { CliError, EXIT } from '../cli-error';

/** A worker deployment of the Temporal server: a study stays with the build that it began a cycle on. */
export interface Deployment {
  readonly name: string;
  /** What people call this build; its id ends with the hash of its workflow code. */
  readonly label: string | undefined;
}

const NAME = { form: /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, words: 'letters, digits, _ and -' };
const LABEL = { form: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, words: 'letters, digits, _, . and -' };

/**
 * Is this worker part of a deployment? Only where it was asked for: the studies of a deployment without a current
 * version wait for one.
 *
 * @throws {CliError} naming the setting that cannot be used
 */
export function deploymentOf(
  asked: { readonly deployment?: string | undefined; readonly build?: string | undefined },
  env: NodeJS.ProcessEnv,
): Deployment | undefined {
  const name = asked.deployment ?? (env['RATCHET_DEPLOYMENT'] || undefined);
  const label = asked.build ?? (env['RATCHET_BUILD'] || undefined);
  if (name !== undefined) {
    refuseUnlike(name, { setting: '--deployment or RATCHET_DEPLOYMENT', ...NAME });
    if (label !== undefined) refuseUnlike(label, { setting: '--build or RATCHET_BUILD', ...LABEL });
    return { name, label };
  }
  if (asked.build === undefined) return undefined;
  throw new CliError(
    EXIT.badInput,
    '--build: expected a deployment that it is a build of; name it: --deployment NAME',
  );
}

/** What a setting has to look like. */
interface Form {
  readonly setting: string;
  readonly form: RegExp;
  readonly words: string;
}

function refuseUnlike(found: string, { setting, form, words }: Form): void {
  if (form.test(found)) return;
  throw new CliError(
    EXIT.badInput,
    `${setting}: expected ${words}, at most 63, found ${JSON.stringify(found)}`,
  );
}

/**
 * What the worker of the workflows is told of its build. Only that one is versioned: a run is made by whoever serves
 * the model, whatever the build.
 */
export function asBuild(
  deployment: Deployment | undefined,
  buildId: string,
): Pick<WorkerOptions, 'buildId' | 'workerDeploymentOptions'> {
  if (!deployment) return { buildId };
  return {
    workerDeploymentOptions: {
      version: { deploymentName: deployment.name, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
  };
}
