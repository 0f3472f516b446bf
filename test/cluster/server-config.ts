import { stringify } from 'yaml';
import { type Certificates, SERVER_NAME } from './certificates';
import type { Postgres } from './postgres';

export const ROLES = ['frontend', 'history', 'matching', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** Where a role listens: for calls, and for the gossip of the cluster. */
export type Ports = Readonly<Record<Role, { readonly grpc: number; readonly membership: number }>>;

/** The configuration that all four processes read: PostgreSQL, mutual TLS before the frontend and between the roles. */
export function serverConfig(postgres: Postgres, certificates: Certificates, ports: Ports): string {
  const asServer = {
    certFile: certificates.server.certificate,
    keyFile: certificates.server.key,
    requireClientAuth: true,
    clientCaFiles: [certificates.authority],
  };
  const asClient = { serverName: SERVER_NAME, rootCaFiles: [certificates.authority] };
  return stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: {
        default: database(postgres, 'temporal', 20),
        visibility: database(postgres, 'temporal_visibility', 5),
      },
    },
    global: {
      membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
      tls: {
        frontend: { server: asServer, client: asClient },
        internode: { server: asServer, client: asClient },
        systemWorker: {
          certFile: certificates.client.certificate,
          keyFile: certificates.client.key,
          client: asClient,
        },
      },
    },
    services: Object.fromEntries(ROLES.map((role) => [role, { rpc: rpc(ports[role]) }])),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports.frontend.grpc}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
  });
}

function rpc({ grpc, membership }: Ports[Role]) {
  return { grpcPort: grpc, membershipPort: membership, bindOnLocalHost: true };
}

function database({ port, user, password }: Postgres, databaseName: string, maxConns: number) {
  return {
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `127.0.0.1:${port}`,
      connectProtocol: 'tcp',
      user,
      password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  };
}
