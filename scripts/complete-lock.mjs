// Run by `npm run lock` after npm has written package-lock.json; an install never runs it.
//
// A registry need not offer every platform's binaries, and npm then leaves them out of the lock; `npm ci` calls such a
// lock out of step on every machine. Each missing optional package is entered with the platform that its name tells,
// so that it is passed over where it does not fit and fetched where it does.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const entered = [];

for (const found of Object.values(lock.packages)) {
  for (const [name, range] of Object.entries(found.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] !== undefined) continue;
    lock.packages[place] = {
      version: range.replace(/^[\^~]/, ''),
      ...(found.dev ? { dev: true } : {}),
      optional: true,
      ...platformOf(name),
    };
    entered.push(name);
  }
}

const inOrder = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  'package-lock.json',
  `${JSON.stringify({ ...lock, packages: Object.fromEntries(inOrder) }, null, 2)}\n`,
);
console.log(`entered ${entered.length} packages of other platforms`);

function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = [
    'darwin',
    'linux',
    'win32',
    'android',
    'freebsd',
    'openbsd',
    'netbsd',
    'sunos',
    'aix',
    'openharmony',
  ].find((each) => words.includes(each));
  const cpu = [
    'x64',
    'arm64',
    'arm',
    'ia32',
    'ppc64',
    's390x',
    'riscv64',
    'loong64',
    'mips64el',
    'wasm32',
  ].find((each) => words.includes(each));
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return {
    os: [os ?? 'none'],
    cpu: [cpu ?? 'none'],
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
  };
}
