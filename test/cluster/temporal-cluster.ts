import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { SEARCH_ATTRIBUTES } from '../../src/contract';
import { temporalCli } from '../support/temporal-cli';
import { until } from '../support/until';
import { type Certificates, makeCertificates, SERVER_NAME } from './certificates';
import type { CleanUp } from './clean-up';
import { ClusterError } from './cluster-error';
import { command } from './command';
import { freePorts } from './free-ports';
import type { Postgres } from './postgres';
import { type Ports, ROLES, type Role, serverConfig } from './server-config';
import { lastWordsOf, type StartedProcess, startProcess } from './started-process';
import type { TemporalPrograms } from './temporal-programs';

const NAMESPACE = 'ratchet-cluster';
export const PROFILE = 'cluster';
const minutes = 60_000;

/** A Temporal server whose roles are processes of their own. */
export interface TemporalCluster {
  readonly port: number;
  readonly certificates: Certificates;
  /** The settings that any Temporal client finds it by: a profile in a file. */
  readonly env: NodeJS.ProcessEnv;
  readonly cli: (...args: readonly string[]) => Promise<string>;
  restart(role: Role, how: 'kill' | 'stop'): Promise<void>;
}

export async function startTemporalCluster(
  folder: string,
  {
    programs,
    postgres,
    cleanUp,
  }: {
    readonly programs: TemporalPrograms;
    readonly postgres: Postgres;
    readonly cleanUp: CleanUp;
  },
): Promise<TemporalCluster> {
  await mkdir(folder, { recursive: true });
  const certificates = await makeCertificates(folder);
  const ports = await portsOfRoles();
  const config = join(folder, 'server.yaml');
  await writeFile(config, serverConfig(postgres, certificates, ports), { mode: 0o600 });
  await makeTables(programs, postgres);

  const roles = new Map<Role, StartedProcess>();
  const start = (role: Role) => {
    const args = ['--config-file', config, '--allow-no-auth', 'start', '--service', role] as const;
    const log = join(folder, `${role}.log`);
    roles.set(
      role,
      startProcess(role, [programs.server, ...args], { log, cwd: folder, env: process.env }),
    );
  };
  cleanUp.add(() => Promise.all([...roles.values()].map((role) => role.kill())));
  // The first one to come writes down who the cluster is; two at once would be in each other's way.
  start('history');
  await until('the role history to listen', () => isListening(ports.history.grpc));
  for (const role of ROLES) if (role !== 'history') start(role);

  const port = ports.frontend.grpc;
  const env = await profile(folder, certificates, port);
  const program = await temporalCli();
  const cli = (...args: readonly string[]) =>
    command([program, ...args], { env: { ...process.env, ...env } });
  await untilServing(cli, [...roles.values()]);
  await makeNamespace(cli);
  return {
    port,
    certificates,
    env,
    cli,
    async restart(role, how) {
      await roles.get(role)?.[how]();
      start(role);
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}

async function portsOfRoles(): Promise<Ports> {
  const ports = await freePorts(2 * ROLES.length);
  const take = () => ports.pop() ?? 0;
  const pair = () => ({ grpc: take(), membership: take() });
  return { frontend: pair(), history: pair(), matching: pair(), worker: pair() };
}

async function makeTables({ sql }: TemporalPrograms, postgres: Postgres): Promise<void> {
  const schemas = { temporal: 'temporal', temporal_visibility: 'visibility' };
  const { port, user, password } = postgres;
  const at = [
    '--ep',
    '127.0.0.1',
    '--port',
    String(port),
    '--user',
    user,
    '--plugin',
    'postgres12',
  ];
  for (const [database, schema] of Object.entries(schemas)) {
    const run = (...args: readonly string[]) =>
      command([sql, ...at, '--db', database, ...args], {
        env: { ...process.env, SQL_PASSWORD: password },
      });
    await run('create-database');
    await run('setup-schema', '-v', '0.0');
    await run('update-schema', '--schema-name', `postgresql/v12/${schema}`);
  }
}

/** The same file for `temporal`, for `ratchet` and for its workers. */
async function profile(
  folder: string,
  { authority, client }: Certificates,
  port: number,
): Promise<NodeJS.ProcessEnv> {
  const file = join(folder, 'temporal.toml');
  const lines = [
    `[profile.${PROFILE}]`,
    `address = "127.0.0.1:${port}"`,
    `namespace = "${NAMESPACE}"`,
    `[profile.${PROFILE}.tls]`,
    `server_name = "${SERVER_NAME}"`,
    `server_ca_cert_path = "${authority}"`,
    `client_cert_path = "${client.certificate}"`,
    `client_key_path = "${client.key}"`,
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  return { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: PROFILE };
}

async function untilServing(
  cli: TemporalCluster['cli'],
  roles: readonly StartedProcess[],
): Promise<void> {
  const look = async () => {
    const gone = roles.find((role) => !role.isUp());
    if (gone) return gone;
    await cli('operator', 'cluster', 'health');
    return 'serving';
  };
  const found = await until('the Temporal cluster to serve', look, 2 * minutes).catch(
    (cause: unknown) => {
      const words = roles.map(({ name, log }) => `${name}:\n${lastWordsOf(log)}`);
      throw new ClusterError('The Temporal cluster does not serve', words.join('\n'), { cause });
    },
  );
  if (found === 'serving') return;
  throw new ClusterError(`The role ${found.name} ended at its start`, lastWordsOf(found.log));
}

/** As `temporal-dev.sh` prepares a dev server. The roles take some seconds to notice a new namespace. */
async function makeNamespace(cli: TemporalCluster['cli']): Promise<void> {
  await cli('operator', 'namespace', 'create', '--namespace', NAMESPACE, '--retention', '8760h');
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
    '--name',
    name,
    '--type',
    type,
  ]);
  const create = async () => {
    await cli('operator', 'search-attribute', 'create', ...attributes);
    return true;
  };
  await until('the search attributes', create);
  await until('the namespace to be known', async () => {
    await cli('workflow', 'list', '--query', "RatchetState = 'running'");
    return true;
  });
}
