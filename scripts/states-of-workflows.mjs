// Which commits changed workflow code, and which recorded histories stand for each: the first that were recorded at
// that commit or later, of the state that it was or became. Exit code 1: the newest states have none yet.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? '.', '..');
/** Pure code that workflows run, and they themselves. */
const CODE = ['workflows', 'src', ':!src/app', ':!src/audit', ':!src/calibration'];
const FORMAT = '%H %cs %s';

const commits = lines(
  'log',
  '--first-parent',
  '--reverse',
  `--format=${FORMAT}`,
  'HEAD',
  '--',
  ...CODE,
);
const order = lines('log', '--topo-order', '--reverse', '--format=%H', 'HEAD');
const placeOf = new Map(order.map((hash, place) => [hash, place]));
const recorded = recordings();

let uncovered = 0;
for (const line of commits) {
  const [hash = '', day = '', ...words] = line.split(' ');
  const by = recorded.find(({ state }) => (placeOf.get(state) ?? -1) >= (placeOf.get(hash) ?? 0));
  if (!by) uncovered += 1;
  console.log(`${hash.slice(0, 7)} ${day} ${(by?.folder ?? 'NONE').padEnd(16)} ${words.join(' ')}`);
}
console.log(
  `${commits.length} states of the code that workflows run; ${recorded.map(({ folder }) => folder).join(', ')} stand for ${commits.length - uncovered}, ${uncovered} have none yet`,
);
process.exit(uncovered > 0 ? 1 : 0);

/** The folders of histories, with the commit whose code they were recorded from, oldest first. */
function recordings() {
  const folders = lines('ls-tree', '--name-only', 'HEAD', 'test/histories/').filter(
    (path) => path !== '',
  );
  return folders
    .map((path) => {
      const folder = path.split('/').at(-1) ?? '';
      // Named by its commit, or recorded by the commit that added it.
      const named = /-([0-9a-f]{7,40})$/.exec(folder)?.[1];
      const added =
        lines('log', '--diff-filter=A', '--format=%H', '--reverse', '--', path)[0] ?? '';
      const state = named ? (lines('rev-parse', named)[0] ?? '') : added;
      return { folder, state };
    })
    .toSorted((a, b) => (placeOf.get(a.state) ?? 0) - (placeOf.get(b.state) ?? 0));
}

function lines(...words) {
  const text = execFileSync('git', words, { cwd: root, encoding: 'utf8' });
  return text.split('\n').filter((line) => line !== '');
}
