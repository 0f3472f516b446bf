import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, temporaryFolder } from './script';

/**
 * Makes a folder with the real temporal-dev.sh and stand-ins for what it starts: an application, an
 * embedded model and npm, which tell what they were called with.
 *
 * The application stays up with a process of its own until SIGTERM, or ends with the code given as
 * `--end-with CODE`.
 */
export function standInApplication(): string {
  const folder = temporaryFolder();
  cpSync(join(repository, 'temporal-dev.sh'), join(folder, 'temporal-dev.sh'));
  cpSync(join(repository, 'scripts', 'temporal'), join(folder, 'scripts', 'temporal'), {
    recursive: true,
  });
  for (const place of ['embedded-model/src', 'node_modules', 'bin']) {
    mkdirSync(join(folder, place), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules', 'tsx'), join(folder, 'node_modules', 'tsx'));
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'bin', 'ratchet'), application);
  writeFileSync(join(folder, 'embedded-model', 'src', 'main.ts'), model);
  writeFileSync(join(folder, 'bin', 'npm'), npm);
  chmodSync(join(folder, 'bin', 'npm'), 0o755);
  return folder;
}

const application = `
const { spawn } = require('node:child_process');
const [verb, option, code] = process.argv.slice(2);
const { TEMPORAL_ADDRESS, TEMPORAL_API_KEY, RATCHET_UI, RATCHET_DATA } = process.env;
console.log(JSON.stringify({ verb, option, TEMPORAL_ADDRESS, TEMPORAL_API_KEY, RATCHET_UI, RATCHET_DATA }));
if (option === '--end-with') process.exit(Number(code));
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
process.on('SIGTERM', () => {
  console.log('application: ending');
  child.once('exit', () => process.exit(0)).kill();
});
console.log('application: up with ' + process.pid + ' and ' + child.pid);
`;

const model = `console.log('model: ' + process.argv[2]);`;

const npm = `#!/bin/sh
echo "npm: $*"
`;
