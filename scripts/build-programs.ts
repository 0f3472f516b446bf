// Makes what starts quickly: the command line in one file, and the workflow bundles that workers run.
//
//   npm run build
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageFolder } from '../activities/package-folder';
import { hashOfSources } from '../src/app/built/hash-of-sources';
import { installedVersion } from '../src/app/built/installed-version';
import {
  type BuiltFrom,
  builtFromFile,
  CURRENT_PROGRAM,
  ENCRYPTING_BUNDLE,
  PROGRAMS,
  RATCHET_PROGRAM,
  WORKFLOW_BUNDLE,
} from '../src/app/built/programs';
import { FAILURE_CONVERTER } from '../src/app/codec/data-converter';
import { bundleWorkflows } from '../src/app/worker/bundle-workflows';

const root = packageFolder();
const into = join(root, PROGRAMS);
/** They turn the sources into a bundle, and are not in it. */
const BUNDLERS = ['@temporalio/worker', '@swc/core', 'swc-loader', 'webpack'];

async function main(): Promise<void> {
  const sources = hashOfSources(root);
  // What was built before is no longer vouched for, whatever becomes of this build.
  await rm(builtFromFile(root), { force: true });
  await mkdir(into, { recursive: true });
  await compile('src/app/cli.ts', RATCHET_PROGRAM);
  await compile('src/app/built/is-current.ts', CURRENT_PROGRAM);
  const { code } = await bundleWorkflows();
  await writeFile(join(into, WORKFLOW_BUNDLE), code);
  const encrypting = await bundleWorkflows(FAILURE_CONVERTER);
  await writeFile(join(into, ENCRYPTING_BUNDLE), encrypting.code);
  if (hashOfSources(root) !== sources) throw new Error('The sources changed while they were built');
  const packages = [...packagesIn(code), ...packagesIn(encrypting.code), ...BUNDLERS];
  await vouch({ sources, packages: versionsOf(packages) });
}

/** With the compiler that tsx has, so that both run the same code. */
async function compile(entry: string, file: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(into, file),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
}

/** By the bundle's own list of its modules. */
function packagesIn(code: string): readonly string[] {
  const map = code.slice(code.lastIndexOf('base64,') + 'base64,'.length);
  const { sources }: { sources: readonly string[] } = JSON.parse(
    Buffer.from(map, 'base64').toString(),
  );
  const names = sources.flatMap((path) => {
    const inside = path.split('node_modules/').at(-1);
    return inside === path ? [] : [/^(@[^/]+\/)?[^/]+/.exec(inside ?? '')?.[0] ?? ''];
  });
  return [...new Set(names)];
}

function versionsOf(names: readonly string[]): BuiltFrom['packages'] {
  return Object.fromEntries(
    names.toSorted().map((name) => [name, installedVersion(root, name) ?? 'none']),
  );
}

/** Last of all: without this file, nothing that was built is used. */
async function vouch(built: BuiltFrom): Promise<void> {
  const file = builtFromFile(root);
  await writeFile(`${file}.new`, `${JSON.stringify(built, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

void main();
