// Checks what the documents claim about the repository: links lead somewhere, named files exist, npm scripts are there.
// The commands of README's `sh run` blocks are executed by test/cli/readme.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
});
const documents = tracked.split('\n').filter(Boolean);
const problems = [];
let checked = 0;

for (const file of documents) {
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    for (const problem of [...brokenLinks(file, line), ...missingFiles(line), ...missingScripts(line)]) {
      problems.push(`${file}:${index + 1}: ${problem}`);
    }
  }
}
console.log(`${documents.length} documents, ${checked} links, files and scripts checked`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function brokenLinks(file, line) {
  const targets = [...line.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target)).flatMap((target) => {
    checked += 1;
    return existsSync(resolve(dirname(file), target)) ? [] : [`the link ${target} leads nowhere`];
  });
}

/** A path in backticks that begins with a folder of this repository must exist. */
function missingFiles(line) {
  const folders = readdirSync('.', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'ratchet-data')
    .map(({ name }) => name);
  const paths = [...line.matchAll(/`([a-z][\w.-]*\/[\w./-]+)`/g)].map(([, path]) => path);
  return paths
    .filter((path) => folders.includes(path.split('/')[0]) && !path.includes('*'))
    .flatMap((path) => {
      checked += 1;
      return existsSync(join('.', path)) ? [] : [`there is no ${path}`];
    });
}

function missingScripts(line) {
  const names = [...line.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name);
  return names.flatMap((name) => {
    checked += 1;
    return scripts[name] ? [] : [`package.json has no script ${name}`];
  });
}
