import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { CliError, EXIT } from '../cli-error';
import { configuration, temporalConnection } from '../configuration';

const CONNECT_LIMIT = '5 seconds';
/** Status code of gRPC. */
const UNAVAILABLE = 14;

/**
 * Does something with the Temporal server, and closes the connection.
 *
 * @throws {CliError} saying how to mend it when the server cannot be reached
 */
export async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const { connectionOptions, namespace } = settings();
  const connection = await Connection.connect({
    ...connectionOptions,
    connectTimeout: CONNECT_LIMIT,
  }).catch((cause: unknown) => {
    throw unreachable(connectionOptions.address, cause);
  });
  try {
    return await work(new Client({ connection, namespace }));
  } catch (error) {
    throw inWords(error, { address: connectionOptions.address, namespace });
  } finally {
    await connection.close();
  }
}

function settings(): ReturnType<typeof temporalConnection> {
  try {
    return temporalConnection();
  } catch (cause) {
    throw new CliError(
      EXIT.badInput,
      `Cannot read the Temporal settings: ${messageOf(cause)}\nThey are read from TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and the file that TEMPORAL_CONFIG_FILE names`,
      { cause },
    );
  }
}

function inWords(
  error: unknown,
  { address, namespace }: { readonly address: string; readonly namespace: string },
): unknown {
  if (error instanceof NamespaceNotFoundError) {
    return new CliError(
      EXIT.failed,
      `Cannot use the namespace ${namespace}: the Temporal server at ${address} has none of that name; set TEMPORAL_NAMESPACE`,
      { cause: error },
    );
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return isGrpcServiceError(cause) && cause.code === UNAVAILABLE
    ? unreachable(address, cause)
    : error;
}

function unreachable(address: string, cause: unknown): CliError {
  const profile = join(configuration().dataDir, 'temporal', 'client.toml');
  const known = existsSync(profile)
    ? `\nThe server of this data folder is found by TEMPORAL_CONFIG_FILE=${profile}`
    : '';
  return new CliError(
    EXIT.failed,
    `Cannot reach the Temporal server at ${address}\nStart one: ./temporal-dev.sh server; one elsewhere is named by TEMPORAL_ADDRESS${known}`,
    { cause },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
