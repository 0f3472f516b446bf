import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { hashOfSources } from '../../src/app/built/hash-of-sources';
import { bundleWorkflows } from '../../src/app/worker/bundle-workflows';

const ROOT = resolve(__dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache/ratchet');

/** The workflow code in one file, made once per state of its sources: it takes seconds, and every test file needs it. */
export async function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  const path = join(CACHE, `workflows-${await hashOfInputs()}.js`);
  const cached = await readFile(path, 'utf8').catch(() => null);
  if (cached !== null) return { code: cached, sourceMap: '' };
  const bundle = await bundleWorkflows();
  await mkdir(CACHE, { recursive: true });
  await writeFile(`${path}.${process.pid}`, bundle.code);
  await rename(`${path}.${process.pid}`, path);
  return bundle;
}

/** Over all that can end up in the bundle, and the locked versions of what it takes from outside. */
async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')));
  return hash.update(hashOfSources(ROOT)).digest('hex').slice(0, 16);
}
