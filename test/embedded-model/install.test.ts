import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf, runTsx } from './support/run-tsx';

const PACKAGE = join(__dirname, '..', '..', 'embedded-model');

interface Locked {
  readonly os?: readonly string[];
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

describe('the lock of the embedded model', () => {
  const text = readFileSync(join(PACKAGE, 'package-lock.json'), 'utf8');
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(text);
  const binaries = Object.entries(packages).filter(([place]) => place.includes('@node-llama-cpp/'));

  it('names no registry host', () => {
    expect(text).not.toMatch(/"resolved"/);
  });

  it('wants one CPU binary per platform and no GPU binary anywhere', () => {
    const wanted = binaries.filter(([, { os }]) => !os?.includes('none')).map(([place]) => place);
    expect(wanted.map((place) => place.replace(/.*\//, ''))).toEqual([
      'linux-arm64',
      'linux-x64',
      'mac-arm64-metal',
      'mac-x64',
    ]);
  });

  it('has a hash for everything that Linux installs', () => {
    const unhashed = Object.entries(packages).filter(
      ([place, { integrity, os }]) =>
        place !== '' && integrity === undefined && (os?.includes('linux') ?? true),
    );
    expect(unhashed).toEqual([]);
  });
});

describe('installing the embedded model', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-install-'));
    const filter = (path: string): boolean => !/node_modules|\.install-/.test(path);
    await cp(PACKAGE, folder, { recursive: true, filter });
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const install = async (): Promise<Readonly<{ code: number | null; told: string }>> => {
    const child = runTsx(join(folder, 'src', 'main.ts'), ['install'], { stdio: 'pipe' });
    let told = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    return { code: await exitCodeOf(child), told };
  };

  it('fetches the binary of this machine alone, also when two start at once', async () => {
    const both = await Promise.all([install(), install()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const binaries = await readdir(join(folder, 'node_modules', '@node-llama-cpp'));
    expect(binaries).toHaveLength(1);
    const left = (await readdir(folder)).filter((file) => file.startsWith('.install-'));
    expect(left).toEqual([]);
  }, 300_000);

  it('does nothing when everything is there', async () => {
    const { code, told } = await install();
    expect(code).toBe(0);
    expect(told).not.toContain('npm ci');
  });
});
