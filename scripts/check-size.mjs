// How large is node_modules on disk? Fails above the limit (decision 0046), and names the largest packages.
//
//   node scripts/check-size.mjs [folder]
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT_MB = 350;
const folder = process.argv[2] ?? 'node_modules';

const packages = namesOf(folder).map((name) => ({ name, bytes: bytesOf(join(folder, name)) }));
const megabytes = inMegabytes(packages.reduce((sum, { bytes }) => sum + bytes, 0));
console.log(`${folder}: ${megabytes} MB on disk, at most ${LIMIT_MB} MB`);
if (megabytes > LIMIT_MB) {
  const largest = packages.sort((a, b) => b.bytes - a.bytes).slice(0, 12);
  for (const { name, bytes } of largest) console.log(`  ${inMegabytes(bytes)} MB  ${name}`);
  console.log('After an install with --ignore-scripts: node scripts/drop-foreign-binaries.mjs');
  process.exitCode = 1;
}

/** What tests and builds keep in `.cache` was not installed. */
function namesOf(modules) {
  const installed = readdirSync(modules).filter((name) => name !== '.cache');
  return installed.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((own) => `${name}/${own}`) : [name],
  );
}

/** What the disk holds, in blocks as `du` counts them. */
function bytesOf(path) {
  const stat = lstatSync(path);
  const within = stat.isDirectory() ? readdirSync(path) : [];
  return within.reduce((sum, name) => sum + bytesOf(join(path, name)), stat.blocks * 512);
}

/** Of 1024 by 1024 bytes, rounded up: the figure of `du -sm`. */
function inMegabytes(bytes) {
  return Math.ceil(bytes / 1024 ** 2);
}
