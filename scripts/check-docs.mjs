// Checks what the documents claim about the repository: links lead somewhere, named files exist, npm scripts are there,
// versions are those of the code, every guide is in the index, and no fence is left open.
// The commands of `sh run` blocks are executed by test/cli/readme.test.ts; all others are read by documented-verbs.test.ts.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const INDEX = 'docs/README.md';
/** Made at run time, so they need not be there. */
const MADE = /^(ratchet-data|dist|embedded-model\/node_modules|coverage|acceptance-logs)(\/|$)/;

/** What a document says, where the truth is, and the pattern that finds it there. */
const FACTS = [
  {
    document: 'README.md',
    says: /Temporal CLI ([\d.]+)/,
    file: 'scripts/temporal/cli.sh',
    is: /PINNED_VERSION=([\d.]+)/,
  },
  {
    document: 'README.md',
    says: /Node\.js ([\d.]+\d)/,
    file: 'package.json',
    is: /"node": ">=([\d.]+)"/,
  },
  {
    document: 'README.md',
    says: /\((\d+), if it is free\)/,
    file: 'scripts/temporal/ports.sh',
    is: /(8233)/,
  },
];

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const folders = readdirSync('.', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  .map(({ name }) => name);
const documents = listDocuments();
let checked = 0;

const problems = [
  ...documents.flatMap(problemsOfDocument),
  ...FACTS.flatMap(wrongFact),
  ...notInIndex(),
];
console.log(`${documents.length} documents, ${checked} claims checked`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function listDocuments() {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  const names = execFileSync('git', args, { encoding: 'utf8' }).split('\n');
  return names.filter((name) => name !== '' && existsSync(name));
}

function problemsOfDocument(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.flatMap((line, index) =>
    [...brokenLinks(file, line), ...missingFiles(file, line), ...missingScripts(line)].map(
      (problem) => `${file}:${index + 1}: ${problem}`,
    ),
  );
  const fences = lines.filter((line) => line.trimStart().startsWith('```')).length;
  return fences % 2 === 0 ? found : [...found, `${file}: a code block is not closed`];
}

function brokenLinks(file, line) {
  const links = [...line.matchAll(/\]\(([^)#\s]*)(?:#([^)]*))?\)/g)];
  return links.flatMap(([, target = '', anchor]) => {
    if (/^[a-z]+:/.test(target)) return [];
    checked += 1;
    const path = target === '' ? file : resolve(dirname(file), target);
    if (!existsSync(path)) return [`the link ${target} leads nowhere`];
    if (anchor === undefined || anchorsOf(path).includes(anchor)) return [];
    return [`${target} has no heading for #${anchor}`];
  });
}

function anchorsOf(path) {
  const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, text]) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** A path in backticks that begins with a folder of this repository, or of the document's own folder, must exist. */
function missingFiles(file, line) {
  const paths = [...line.matchAll(/`([a-z][\w.-]*\/[\w./-]+)`/g)].map(([, path]) => path);
  return paths
    .filter((path) => folders.includes(path.split('/')[0]) && !MADE.test(path))
    .flatMap((path) => {
      checked += 1;
      if (existsSync(path) || existsSync(join(dirname(file), path))) return [];
      return [`there is no ${path}`];
    });
}

function missingScripts(line) {
  const names = [...line.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name);
  return names.flatMap((name) => {
    checked += 1;
    return scripts[name] ? [] : [`package.json has no script ${name}`];
  });
}

function wrongFact({ document, says, file, is }) {
  checked += 1;
  const said = says.exec(readFileSync(document, 'utf8'))?.[1];
  const found = is.exec(readFileSync(file, 'utf8'))?.[1];
  return said !== undefined && said === found
    ? []
    : [`${document} says ${said ?? `nothing like ${says}`}, ${file} has ${found}`];
}

function notInIndex() {
  const index = readFileSync(INDEX, 'utf8');
  return documents
    .filter((file) => file.startsWith('docs/') && file !== INDEX)
    .filter((file) => !index.includes(`(${file.slice('docs/'.length)})`))
    .map((file) => `${INDEX}: it has no line for ${file}`);
}
