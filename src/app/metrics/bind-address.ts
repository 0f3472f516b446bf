import { isIP } from 'node:net';
import { CliError, EXIT } from '../cli-error';

/**
 * Where Prometheus finds a worker's metrics: `--metrics` or `RATCHET_METRICS`, as host and port; `:9464` is every
 * address of the machine.
 *
 * @returns undefined: nowhere
 * @throws {CliError} naming the setting that cannot be used
 */
export function bindAddress(asked: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (asked !== undefined) return addressIn('--metrics', asked);
  const told = env['RATCHET_METRICS'] ?? '';
  return told === '' ? undefined : addressIn('RATCHET_METRICS', told);
}

const NAMED: Readonly<Record<string, string>> = { '': '0.0.0.0', localhost: '127.0.0.1' };

function addressIn(setting: string, text: string): string {
  const [, host = '', port = ''] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
  const address = NAMED[host] ?? host;
  const isAddress = isIP(address.replace(/^\[(.*)\]$/, '$1')) !== 0;
  if (isAddress && Number(port) > 0 && Number(port) < 65_536) return `${address}:${port}`;
  throw new CliError(
    EXIT.badInput,
    `${setting}: expected an address of this machine and a port, as 127.0.0.1:9464 or :9464, found ${JSON.stringify(text)}`,
  );
}
