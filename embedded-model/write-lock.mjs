// `npm run lock`: writes package-lock.json anew. An install never runs this.
//
// node-llama-cpp lists every binary it has as an optional dependency, and npm fetches all that fit
// the machine: 672 MB of CUDA and Vulkan on Linux x64, and ARM builds beside them. This package
// computes on the CPU alone. The lock must name every binary (npm 11 calls it out of step
// otherwise), so each one is narrowed to the only platform it is wanted on, or to none.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WANTED = {
  'linux-x64': { os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
  'linux-arm64': { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] },
  'mac-arm64-metal': { os: ['darwin'], cpu: ['arm64'] },
  'mac-x64': { os: ['darwin'], cpu: ['x64'] },
};
const NOWHERE = { os: ['none'], cpu: ['none'] };

writeFileSync('package-lock.json', `${JSON.stringify(narrowed(resolved()), null, 2)}\n`);

/** What npm makes of package.json alone, with nothing remembered from an earlier install. */
function resolved() {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  try {
    for (const file of ['package.json', '.npmrc']) copyFileSync(file, join(folder, file));
    const args = ['install', '--package-lock-only', '--ignore-scripts'];
    execFileSync('npm', args, { cwd: folder, stdio: 'inherit' });
    return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function narrowed(lock) {
  const { version, optionalDependencies } = lock.packages['node_modules/node-llama-cpp'];
  const packages = { ...lock.packages };
  for (const name of Object.keys(optionalDependencies)) {
    const platform = WANTED[name.replace('@node-llama-cpp/', '')] ?? NOWHERE;
    const recorded = packages[`node_modules/${name}`] ?? {
      version,
      license: 'MIT',
      optional: true,
    };
    packages[`node_modules/${name}`] = { ...recorded, ...platform };
    if (platform !== NOWHERE && recorded.integrity === undefined) {
      console.warn(`${name} ${version} has no hash: the registry in use does not offer it`);
    }
  }
  const inOrder = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(inOrder) };
}
