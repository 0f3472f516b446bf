import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { RECONNECTS } from '../../../src/app/client/reconnects';
import { SEARCH_ATTRIBUTES } from '../../../src/contract';
import { freePort } from '../../support/free-port';
import { temporalCli } from '../../support/temporal-cli';
import { until } from '../../support/until';

const UNTIL_UP_MS = 60_000;

/** A Temporal server with its database in a file, in a process that can be killed and started again. */
export interface ServerProcess {
  readonly address: string;
  readonly client: Client;
  /** @returns when it answers */
  start(): Promise<void>;
  /** `kill -9`; its database stays. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** As `temporal-dev.sh server` starts it, on a free port that it keeps. */
export async function serverProcess(database: string): Promise<ServerProcess> {
  const cli = await temporalCli();
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const connection = Connection.lazy({ address, ...RECONNECTS });
  const client = new Client({ connection });
  let process: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const exit = once(process, 'close');
    process.kill('SIGKILL');
    await exit;
  };
  return {
    address,
    client,
    kill,
    async start() {
      process = spawn(cli, serverArguments(database, port), { stdio: 'ignore' });
      await until('the server to answer', () => answers(client), UNTIL_UP_MS);
    },
    async close() {
      await connection.close();
      await kill();
    },
  };
}

function serverArguments(database: string, port: number): readonly string[] {
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  return `server start-dev --ip 127.0.0.1 --port ${port} --headless --log-level never
    --sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=normal`
    .split(/\s+/)
    .concat('--db-filename', database, attributes);
}

async function answers({ connection }: Client): Promise<boolean> {
  const { namespaceInfo } = await connection.workflowService.describeNamespace({
    namespace: 'default',
  });
  return namespaceInfo?.name === 'default';
}
