import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { packageFolder } from '../../../activities/package-folder';
import { isCurrent, PROGRAMS, WORKFLOW_BUNDLE } from '../built/programs';
import { bundleWorkflows } from './bundle-workflows';

/** The workflow code of these sources: as `npm run build` made it, or where that is missing or older, made now. */
export async function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  const folder = packageFolder();
  if (!isCurrent(folder)) return bundleWorkflows();
  return {
    code: await readFile(join(folder, PROGRAMS, WORKFLOW_BUNDLE), 'utf8'),
    // No longer read by the SDK: the code carries its map.
    sourceMap: '',
  };
}
