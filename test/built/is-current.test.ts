import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageFolder } from '../../activities/package-folder';
import { hashOfSources } from '../../src/app/built/hash-of-sources';
import { type BuiltFrom, builtFromFile, isCurrent } from '../../src/app/built/programs';
import { sourcesAtStart } from '../../src/app/built/sources-at-start';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ratchet-built-'));
  for (const each of ['activities', 'application', 'scenario', 'src/loop', 'workflows']) {
    mkdirSync(join(folder, each), { recursive: true });
  }
  write('package.json', '{}');
  write('tsconfig.json', '{}');
  write('src/loop/rest.ts', 'export const hours = 24;');
  write('node_modules/zod/package.json', '{ "version": "4.6.7" }');
  vouch({ sources: hashOfSources(folder), packages: { zod: '4.6.7' } });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('isCurrent()', () => {
  it('says yes to programs of these sources and packages', () => {
    expect(isCurrent(folder)).toBe(true);
  });

  it.each([
    ['a source was changed', () => write('src/loop/rest.ts', 'export const hours = 25;')],
    ['what is bundled as it stands was added', () => write('src/codec/converter.cjs', '')],
    ['a source was added', () => write('workflows/new.ts', '')],
    ['a source was moved', () => rename('src/loop/rest.ts', 'src/rest.ts')],
    ['the compiler is told something else', () => write('tsconfig.json', '{ "strict": true }')],
    [
      'a package was updated',
      () => write('node_modules/zod/package.json', '{ "version": "5.0.0" }'),
    ],
    ['a package is gone', () => rmSync(join(folder, 'node_modules/zod'), { recursive: true })],
    ['nothing was built', () => rmSync(builtFromFile(folder))],
    ['a build was cut off', () => write('dist/programs/built-from.json', '{ "sources": "16')],
  ])('says no where %s', (_, change) => {
    change();
    expect(isCurrent(folder)).toBe(false);
  });

  it('goes by the sources that a process began with, and by no build that came after it', () => {
    const atStart = hashOfSources(folder);
    write('src/loop/rest.ts', 'export const hours = 25;');
    expect(isCurrent(folder, atStart)).toBe(true);
    vouch({ sources: hashOfSources(folder), packages: { zod: '4.6.7' } });
    expect(isCurrent(folder, atStart)).toBe(false);
  });

  it('looks for packages in the folders above too, as Node.js does', () => {
    vouch({ sources: hashOfSources(folder), packages: { 'above-all': '1.0.0' } });
    expect(isCurrent(folder)).toBe(false);
    const above = join(dirname(folder), 'node_modules/above-all');
    mkdirSync(above, { recursive: true });
    writeFileSync(join(above, 'package.json'), '{ "version": "1.0.0" }');
    try {
      expect(isCurrent(folder)).toBe(true);
    } finally {
      rmSync(above, { recursive: true });
    }
  });
});

describe('the program that chooses between built ones and the sources', () => {
  it('leaves the hash of the sources for the worker in its process', () => {
    expect(sourcesAtStart()).toBeUndefined();
    jest.requireActual('../../src/app/built/is-current');
    expect(sourcesAtStart()).toBe(hashOfSources(packageFolder()));
  });
});

describe('hashOfSources()', () => {
  it('does not mind what is no source', () => {
    const before = hashOfSources(folder);
    write('src/notes.md', 'nothing');
    expect(hashOfSources(folder)).toBe(before);
  });

  it('tells where one file ends and the next begins', () => {
    write('src/a.ts', 'one');
    write('src/b.ts', 'two');
    const before = hashOfSources(folder);
    write('src/a.ts', 'onet');
    write('src/b.ts', 'wo');
    expect(hashOfSources(folder)).not.toBe(before);
  });
});

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function rename(from: string, to: string): void {
  rmSync(join(folder, from));
  write(to, 'export const hours = 24;');
}

function vouch(built: BuiltFrom): void {
  write('dist/programs/built-from.json', JSON.stringify(built));
}
