// Packs the package, installs it with its dependencies into an empty folder as a consumer would, and uses it there.
// Asks the registry, so it is no part of CI; test/package does the same without one.
//
//   node scripts/check-package.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'ratchet-consumer-'));
const run = (program, words, cwd = folder) =>
  execFileSync(program, words, { cwd, encoding: 'utf8' });

run('npm', ['run', '--silent', 'build'], root);
run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], root);
const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true }\n');
run('npm', ['install', '--silent', '--ignore-scripts', `./${archive}`]);

const loaded = `
  import { call, loadRouting, RatchetError } from 'ratchet';
  import { createRequire } from 'node:module';
  const { cache } = createRequire(import.meta.url);
  const refusal = await loadRouting('.').catch((error) => error);
  console.log(typeof call, refusal instanceof RatchetError, Object.keys(cache).filter((file) => /temporal/i.test(file)).length);
`;
writeFileSync(join(folder, 'loaded.mjs'), loaded);
const told = run(process.execPath, ['loaded.mjs']).trim();
if (told !== 'function true 0') throw new Error(`import 'ratchet' told: ${told}`);
const version = run('npx', ['ratchet', '--version']).trim();
rmSync(folder, { recursive: true });
console.log(`ratchet ${version}: installs, is imported without Temporal, and runs as a command`);
