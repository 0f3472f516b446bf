import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporalConnection } from '../../src/app/configuration';

const folder = mkdtempSync(join(tmpdir(), 'ratchet-test-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const NOWHERE = { HOME: folder, XDG_CONFIG_HOME: folder };
const from = (env: Readonly<Record<string, string>>) => temporalConnection({ ...NOWHERE, ...env });

const pipe = join(folder, 'pipe');
execFileSync('mkfifo', [pipe]);
const certificate = file('client.pem', 'CERTIFICATE');
const key = file('client.key', 'KEY');
const authority = file('ca.pem', 'AUTHORITY');
const profiles = file(
  'temporal.toml',
  `[profile.cluster]
address = "frontend.example:7233"
namespace = "tuning"
[profile.cluster.tls]
server_name = "temporal.example"
server_ca_cert_path = "${authority}"
client_cert_path = "${certificate}"
client_key_path = "${key}"
[profile.cloud]
address = "eu-central-1.aws.api.temporal.io:7233"
namespace = "tuning.a1b2c"
api_key = "key-of-the-file"
[profile.empty]
namespace = "tuning"
`,
);

describe('where the Temporal server is', () => {
  it('needs no certificate where TLS is switched off', () => {
    const off = {
      TEMPORAL_TLS: 'false',
      TEMPORAL_TLS_CLIENT_CERT_PATH: '/not/there.pem',
      TEMPORAL_TLS_CLIENT_KEY_PATH: '/not/there.key',
    };
    expect(() => from(off)).not.toThrow();
  });

  it('refuses a pipe of the shell for profiles, which are read more than once', () => {
    expect(() => from({ TEMPORAL_CONFIG_FILE: '/dev/fd/0' })).toThrow('/dev/fd/0 is a pipe');
  });

  it('is this machine without settings', () => {
    const { connectionOptions, namespace } = from({});
    expect(connectionOptions).toMatchObject({ address: '127.0.0.1:7233' });
    expect(connectionOptions.tls).toBeUndefined();
    expect(namespace).toBe('default');
  });

  it.each(['/dev/null', file('empty.toml', ''), file('comments.toml', '# none\n\n  # yet\n')])(
    'is by the environment alone where the file says nothing: %s',
    (empty) => {
      const named = { TEMPORAL_CONFIG_FILE: empty };
      expect(from(named)).toMatchObject({
        connectionOptions: { address: '127.0.0.1:7233' },
        namespace: 'default',
      });
      expect(
        from({ ...named, TEMPORAL_ADDRESS: 'here:7233', TEMPORAL_NAMESPACE: 'n' }),
      ).toMatchObject({ connectionOptions: { address: 'here:7233' }, namespace: 'n' });
      expect(() => from({ ...named, TEMPORAL_PROFILE: 'cluster' })).toThrow(
        `TEMPORAL_PROFILE: ${empty} has no profile "cluster"`,
      );
    },
  );

  it('follows a profile to a cluster, with authority and client certificate', () => {
    const profile = { TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'cluster' };
    const { connectionOptions, namespace } = from(profile);
    expect(connectionOptions.address).toBe('frontend.example:7233');
    expect(namespace).toBe('tuning');
    const tls = Object(connectionOptions.tls);
    expect(tls.serverNameOverride).toBe('temporal.example');
    expect(Buffer.from(tls.serverRootCACertificate).toString()).toBe('AUTHORITY');
    expect(Buffer.from(tls.clientCertPair.crt).toString()).toBe('CERTIFICATE');
    expect(Buffer.from(tls.clientCertPair.key).toString()).toBe('KEY');
  });

  it('follows a profile to Temporal Cloud: an API key means TLS', () => {
    const profile = { TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'cloud' };
    expect(from(profile).connectionOptions).toMatchObject({ apiKey: 'key-of-the-file', tls: true });
  });

  it('takes the environment before the profile', () => {
    const { connectionOptions, namespace } = from({
      TEMPORAL_CONFIG_FILE: profiles,
      TEMPORAL_PROFILE: 'cloud',
      TEMPORAL_API_KEY: 'key-of-the-environment',
      TEMPORAL_NAMESPACE: 'other',
    });
    expect(connectionOptions.apiKey).toBe('key-of-the-environment');
    expect(namespace).toBe('other');
  });

  it.each([
    [
      'a file that is not there',
      { TEMPORAL_CONFIG_FILE: '/not/there.toml' },
      'TEMPORAL_CONFIG_FILE: there is no file /not/there.toml',
    ],
    [
      'an unknown profile',
      { TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'clustre' },
      'has no profile "clustre"',
    ],
    ['a profile without a file', { TEMPORAL_PROFILE: 'cloud' }, 'has no profile "cloud"'],
    [
      'a profile without an address',
      { TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'empty' },
      'the profile empty names no address',
    ],
    [
      'a file that is no TOML',
      { TEMPORAL_CONFIG_FILE: certificate },
      `Cannot read the Temporal profiles in ${certificate}`,
    ],
    [
      'a certificate without its key',
      { TEMPORAL_TLS_CLIENT_CERT_PATH: certificate },
      'TEMPORAL_TLS_CLIENT_KEY_PATH is missing',
    ],
    [
      'a certificate that is not there',
      { TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/no/ca.pem' },
      'Cannot read /no/ca.pem',
    ],
    [
      'an address without a port',
      { TEMPORAL_ADDRESS: 'http://host' },
      'expected host:port, found http://host',
    ],
  ])('names %s instead of turning to another server', (_, env: Record<string, string>, words) => {
    expect(() => from(env)).toThrow(words);
  });

  it.each(['user:c4n4ry@host:7233', 'https://user:c4n4ry@host:7233', 'user:c4n4ry@host'])(
    'refuses an address with a password in it, and does not repeat it: %s',
    (address) => {
      const refused = (): unknown => from({ TEMPORAL_ADDRESS: address });
      expect(refused).toThrow('found one with a user or password in it');
      expect(refused).not.toThrow('c4n4ry');
    },
  );

  it.each([
    ['TEMPORAL_CONFIG_FILE', {}],
    ['TEMPORAL_TLS_SERVER_CA_CERT_PATH', {}],
    ['TEMPORAL_TLS_CLIENT_CERT_PATH', { TEMPORAL_TLS_CLIENT_KEY_PATH: key }],
    ['TEMPORAL_TLS_CLIENT_KEY_PATH', { TEMPORAL_TLS_CLIENT_CERT_PATH: certificate }],
  ])('refuses a pipe as %s, and does not wait for its writer', (setting, more) => {
    const refused = (): unknown => from({ ...more, [setting]: pipe });
    expect(refused).toThrow(setting);
    expect(refused).toThrow(
      new RegExp(`annot read ${pipe}: it is a pipe, a socket or a device, and a file was expected`),
    );
  });
});
