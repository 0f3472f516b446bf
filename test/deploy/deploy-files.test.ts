import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { createProgram } from '../../src/app/program';
import { SEARCH_ATTRIBUTES } from '../../src/contract';
import { SERVER_VERSION } from '../cluster/temporal-programs';
import { knownVariables, services, templates, textOf } from './deploy-files';

const ROOT = join(__dirname, '../..');
const { version } = JSON.parse(textOf('package.json'));
const values = parse(textOf('deploy/helm/ratchet/values.yaml'));
const workers = textOf('deploy/helm/ratchet/templates/workers.yaml');
/** Read by the server, its tools, its Web UI and PostgreSQL's image; only what a worker reads is ours to know. */
const OF_TOOLS = new Set(['TEMPORAL_RETENTION']);

/** `ratchet:${RATCHET_VERSION:-0.2.0}` with nothing set. */
function byDefault(text: string): string {
  return text.replace(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1');
}

describe('compose.yaml', () => {
  const { worker, temporal, ...others } = services();

  it('has the images of the versions that this code is tried with', () => {
    const images = Object.fromEntries(
      Object.entries(services()).map(([name, { image }]) => [name, byDefault(image)]),
    );
    expect(images).toMatchObject({
      worker: `ratchet:${version}`,
      temporal: `temporalio/server:${SERVER_VERSION}`,
      'temporal-tables': `temporalio/admin-tools:${SERVER_VERSION}`,
      'temporal-namespace': `temporalio/admin-tools:${SERVER_VERSION}`,
    });
  });

  it('tells a worker only what it knows', () => {
    const known = knownVariables();
    expect(Object.keys(worker?.environment ?? {}).filter((name) => !known.has(name))).toEqual([]);
    expect(unknownFlags(worker?.command ?? [])).toEqual([]);
  });

  it('gives a worker longer to stop than it gives a run in flight', () => {
    const { command = [], stop_grace_period = '' } = worker ?? {};
    const grace = Number(command[command.indexOf('--grace') + 1]);
    const [minutes, seconds] = /^(\d+)m(\d+)s$/.exec(stop_grace_period)?.slice(1) ?? [];
    expect(Number(minutes) * 60 + Number(seconds)).toBeGreaterThanOrEqual(grace + 30);
  });

  it('leads everybody to the port at which the server listens', () => {
    expect(temporal?.ports?.map(byDefault)).toEqual(['127.0.0.1:7233:7233']);
    const clients = [worker, others['temporal-namespace'], others['temporal-ui']];
    expect(clients.map((client) => client?.environment?.['TEMPORAL_ADDRESS'])).toEqual(
      clients.map(() => 'temporal:7233'),
    );
  });

  it('keeps what it must not lose on a named volume, and a worker off the disk of its image', () => {
    expect(others['postgres']?.volumes).toContain('postgres:/var/lib/postgresql/data');
    expect(worker?.read_only).toBe(true);
  });

  it('has no password in it: they come from files that git leaves alone', () => {
    for (const { environment = {}, env_file } of Object.values(services())) {
      expect(Object.keys(environment).filter((name) => /PASSWORD|PWD|KEY$/.test(name))).toEqual([]);
      if (env_file) execFileSync('git', ['check-ignore', `deploy/${env_file}`], { cwd: ROOT });
    }
  });

  it('mounts only scripts that are there', () => {
    const mounted = Object.values(services())
      .flatMap(({ volumes = [] }) => volumes)
      .flatMap((volume) => /^(\.[^:]*)/.exec(byDefault(volume))?.[1] ?? []);
    expect(mounted.length).toBeGreaterThan(3);
    expect(mounted.filter((path) => !existsSync(join(ROOT, 'deploy', path)))).toEqual([]);
  });
});

describe('prepare-namespace.sh', () => {
  it('makes the search attributes of studies', () => {
    const script = textOf('deploy/helm/ratchet/files/prepare-namespace.sh');
    const made = [...script.matchAll(/--name (\w+) --type (\w+)/g)].map(([, ...pair]) => pair);
    expect(Object.fromEntries(made)).toEqual(SEARCH_ATTRIBUTES);
  });
});

describe('the Helm chart', () => {
  it('has values that its schema takes, and refuses others', () => {
    const check = new Ajv({ strict: false }).compile(
      JSON.parse(textOf('deploy/helm/ratchet/values.schema.json')),
    );
    expect(check(values)).toBe(true);
    expect(check({ ...values, workers: 'two' })).toBe(false);
    expect(check({ ...values, replicas: 2 })).toBe(false);
  });

  it('is of the versions of this code', () => {
    const { appVersion } = parse(textOf('deploy/helm/ratchet/Chart.yaml'));
    expect(appVersion).toBe(version);
    expect(values.temporal.toolsImage).toBe(`temporalio/admin-tools:${SERVER_VERSION}`);
    const { server, admintools } = parse(textOf('deploy/helm/temporal-values.yaml'), {
      merge: true,
    });
    expect([server.image.tag, admintools.image.tag]).toEqual([SERVER_VERSION, SERVER_VERSION]);
  });

  it('names only variables and options that a worker knows', () => {
    const known = knownVariables();
    const named = templates().flatMap(
      (file) => textOf(file).match(/\b(?:RATCHET|TEMPORAL|PG)_?[A-Z_]{3,}\b/g) ?? [],
    );
    expect(named).toContain('PGPASSWORD');
    expect(named.filter((name) => !known.has(name) && !OF_TOOLS.has(name))).toEqual([]);
    expect(unknownFlags(workers.match(/(?<=- )--[a-z-]+/g) ?? [])).toEqual([]);
  });

  it('waits longer for a worker than the worker for its runs', () => {
    expect(workers).toContain('terminationGracePeriodSeconds: {{ add .Values.graceSeconds 30 }}');
    expect(workers).toMatch(/- --grace\n\s+- {{ \.Values\.graceSeconds \| quote }}/);
  });
});

describe('the Dockerfile', () => {
  const dockerfile = textOf('Dockerfile');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, paths = '']) =>
    paths.split(' ').slice(0, -1),
  );

  it('copies what is there and what .dockerignore lets through', () => {
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const through = new Set<string>(textOf('.dockerignore').match(/(?<=^!).+$/gm));
    expect(copied.filter((path) => !through.has(path.split('/')[0] ?? ''))).toEqual([]);
  });

  it('has certificate authorities, which the slim image lacks and TLS to a Temporal server needs', () => {
    expect(dockerfile.split('\nFROM ').at(-1)).toContain('/etc/ssl/certs/ca-certificates.crt');
  });

  it('runs as nobody in particular, with a Node that this package takes', () => {
    const users = dockerfile.match(/^USER .+$/gm);
    expect(users).toEqual(['USER 1000:1000']);
    const [, major, minor] = /^ARG NODE_VERSION=(\d+)\.(\d+)\.\d+$/m.exec(dockerfile) ?? [];
    const [, least, leastMinor] =
      /(\d+)\.(\d+)/.exec(JSON.parse(textOf('package.json')).engines.node) ?? [];
    expect(Number(major) * 1000 + Number(minor)).toBeGreaterThanOrEqual(
      Number(least) * 1000 + Number(leastMinor),
    );
  });
});

function unknownFlags(args: readonly string[]): readonly string[] {
  const worker = createProgram().commands.find((command) => command.name() === 'worker');
  const known = worker?.options.map(({ long }) => long) ?? [];
  return args.filter((arg) => arg.startsWith('--') && !known.includes(arg));
}
