import { Client, Connection } from '@temporalio/client';
import { dataConverter } from '../codec/data-converter';
import { temporalConnection } from '../configuration';
import { RECONNECTS } from './reconnects';
import { connectFault, serverFault } from './server-fault';

const CONNECT_LIMIT = '5 seconds';

/**
 * Does something with the Temporal server, and closes the connection.
 *
 * @throws {CliError} saying how to mend it when the server cannot be reached
 */
export async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const to = temporalConnection();
  const converter = dataConverter();
  const connection = await Connection.connect({
    ...to.connectionOptions,
    ...RECONNECTS,
    connectTimeout: CONNECT_LIMIT,
  }).catch((cause: unknown) => {
    throw connectFault(cause, to);
  });
  try {
    return await work(
      new Client({ connection, namespace: to.namespace, dataConverter: converter }),
    );
  } catch (error) {
    throw serverFault(error, to);
  } finally {
    await connection.close();
  }
}
