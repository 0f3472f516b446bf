// Run by npm after `npm ci` and `npm install` in this repository: what an install leaves to be done.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
await import('./drop-foreign-binaries.mjs');
// Without development packages (npm ci --omit=dev) there is no compiler, and nothing that needs its output.
if (existsSync('node_modules/typescript')) {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
