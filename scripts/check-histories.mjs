// Recorded histories are what older versions of the workflows did: files may be added, never changed or removed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? '.', '..');
const folder = 'test/histories';

const committed = filesInHead();
if (committed === null) {
  console.log(`${folder}: not checked, since this is no git working tree with a commit`);
  process.exit(0);
}
const removed = committed.filter(({ path }) => !existsSync(join(root, path)));
const changed = committed.filter(
  ({ path, blob }) => existsSync(join(root, path)) && blobOf(join(root, path)) !== blob,
);
for (const { path } of removed) console.error(`${path}: removed; put it back`);
for (const { path } of changed) console.error(`${path}: changed; put it back and add another`);
const rewritten = rewrittenByCommits();
for (const line of rewritten) console.error(`${line}: a commit changed or removed it; put it back`);
const wrong = removed.length + changed.length + rewritten.length;
console.log(`${folder}: ${committed.length} committed files compared, ${wrong} wrong`);
process.exit(wrong > 0 ? 1 : 0);

/** Histories that any commit changed or removed after the one that added them. */
function rewrittenByCommits() {
  const log = git('log', '--format=', '--name-status', '--no-renames', '--', folder);
  return log.split('\n').filter((line) => /^[MD]\t.*\.json(\.gz)?$/.test(line));
}

/** The files of the last commit with their hashes; null where there is none. */
function filesInHead() {
  try {
    const listing = git('ls-tree', '-r', '-z', 'HEAD', '--', folder);
    return listing
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const [entry = '', path = ''] = line.split('\t');
        return { path, blob: entry.split(' ')[2] ?? '' };
      })
      .filter(({ path }) => /\.json(\.gz)?$/.test(path));
  } catch {
    return null;
  }
}

function git(...words) {
  return execFileSync('git', words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** As git names a file's content. */
function blobOf(path) {
  const content = readFileSync(path);
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
