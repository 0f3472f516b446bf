import { RatchetError } from '../../src/errors';
import type { Target, Webhook } from '../../src/notifications/target';
import type { Deliver } from './delivery';
import { postWebhook } from './post-webhook';
import { runCommand } from './run-command';
import { signingKeys } from './sign';

/**
 * How a target is told.
 *
 * @throws {RatchetError} `NOTIFICATIONS_INVALID` where an environment variable that it names holds nothing usable
 */
export function deliverTo({ to, timeoutSeconds }: Target, env: NodeJS.ProcessEnv): Deliver {
  const limited = (signal: AbortSignal): AbortSignal =>
    AbortSignal.any([signal, AbortSignal.timeout(1_000 * timeoutSeconds)]);
  if (to.kind === 'command') {
    return (notification, signal) => runCommand(to, notification, { env, signal: limited(signal) });
  }
  const post = { url: addressOf(to, env), keys: signingKeys(to.secretEnv, env) };
  return (notification, signal) => postWebhook({ ...post, signal: limited(signal) }, notification);
}

function addressOf({ url, urlEnv }: Webhook, env: NodeJS.ProcessEnv): string {
  const address = url ?? env[urlEnv ?? ''] ?? '';
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) return address;
  throw new RatchetError(
    'NOTIFICATIONS_INVALID',
    `the environment variable ${urlEnv}: expected an http or https address, found ${address === '' ? 'nothing' : 'something else'}`,
  );
}
