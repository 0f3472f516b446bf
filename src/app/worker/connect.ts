import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientOptions, Connection, isGrpcServiceError } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { isForeseen } from '../cli-error';
import { RECONNECTS } from '../client/reconnects';
import { temporalConnection } from '../configuration';
import { checkServer } from './check-server';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Status code of gRPC: there is no such namespace. */
const NOT_FOUND = 5;

/** The Temporal server as a worker needs it. */
export interface ServerConnection {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly namespace: string;
  close(): Promise<void>;
}

/**
 * Connects to the server that the environment names. Where it is not up yet, or goes away while it is looked at, says
 * so and goes on trying.
 *
 * @throws {RatchetError | CliError} what trying again does not mend
 */
export async function connectWithPatience(
  say: (line: string) => void,
  converter?: ClientOptions['dataConverter'],
): Promise<ServerConnection> {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    try {
      return await connect(converter);
    } catch (error) {
      if (isForGood(error)) throw error;
      const why = error instanceof Error ? error.message : String(error);
      say(`waits for the Temporal server: ${why}`);
      await wait(pause);
    }
  }
}

async function connect(converter: ClientOptions['dataConverter']): Promise<ServerConnection> {
  const { connectionOptions, namespace } = temporalConnection();
  const connection = await NativeConnection.connect(connectionOptions);
  const clientConnection = Connection.lazy({ ...connectionOptions, ...RECONNECTS });
  const close = async (): Promise<void> => {
    await clientConnection.close();
    await connection.close();
  };
  try {
    const client = new Client({
      connection: clientConnection,
      namespace,
      ...(converter && { dataConverter: converter }),
    });
    await checkServer(client, namespace);
    return { connection, client, namespace, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function isForGood(error: unknown): boolean {
  if (isForeseen(error)) return true;
  return isGrpcServiceError(error) && error.code === NOT_FOUND;
}
