import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isGrpcServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { CliError, EXIT } from '../cli-error';
import { configuration, type TemporalConnection } from '../configuration';

/** Status codes of gRPC. */
const UNAVAILABLE = 14;
const REFUSED: readonly number[] = [7, 16];

/** What a failed call means where the server, its namespace or this client's credentials are the cause; else the error itself. */
export function serverFault(error: unknown, to: TemporalConnection): unknown {
  const { address } = to.connectionOptions;
  if (error instanceof NamespaceNotFoundError) {
    return new CliError(
      EXIT.failed,
      `Cannot use the namespace ${to.namespace}: the Temporal server at ${address} has none of that name; set TEMPORAL_NAMESPACE`,
      { cause: error },
    );
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!isGrpcServiceError(cause)) return error;
  if (REFUSED.includes(cause.code)) return refused(address, cause);
  return cause.code === UNAVAILABLE ? unreachable(to, cause) : error;
}

/** A connection that did not come about. */
export function connectFault(error: unknown, to: TemporalConnection): unknown {
  const fault = serverFault(error, to);
  return fault === error ? unreachable(to, error) : fault;
}

/** A key or certificate that is missing, wrong or out of date. */
function refused(address: string, cause: Error): CliError {
  return new CliError(
    EXIT.failed,
    `The Temporal server at ${address} refuses this client: ${cause.message}\nMend TEMPORAL_API_KEY, or TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH, or the profile that names them`,
    { cause },
  );
}

function unreachable({ connectionOptions }: TemporalConnection, cause: unknown): CliError {
  const { address } = connectionOptions;
  const profile = join(configuration().dataDir, 'temporal', 'client.toml');
  const known = existsSync(profile)
    ? `\nThe server of this data folder is found by TEMPORAL_CONFIG_FILE=${profile}`
    : '';
  return new CliError(
    EXIT.failed,
    `Cannot reach the Temporal server at ${address} (${manner(connectionOptions)})\nStart one: ./temporal-dev.sh server; one elsewhere is named by TEMPORAL_ADDRESS or TEMPORAL_PROFILE${known}`,
    { cause },
  );
}

/** A server that wants TLS, or a certificate, hangs up on clients without: that looks as if it were not there. */
function manner({ tls }: TemporalConnection['connectionOptions']): string {
  if (!tls) return 'without TLS';
  return typeof tls === 'object' && tls.clientCertPair ? 'TLS, with a client certificate' : 'TLS';
}
