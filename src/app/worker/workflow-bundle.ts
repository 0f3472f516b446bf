import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { packageFolder } from '../../../activities/package-folder';
import { isCurrent, PROGRAMS, WORKFLOW_BUNDLE } from '../built/programs';
import { bundleWorkflows } from './bundle-workflows';

/** The workflow code of these sources: as `npm run build` made it, or where that is missing or older, made now; so are those of workers that encrypt or make traces. */
export async function workflowBundle(
  failureConverterPath?: string,
  interceptorModules?: readonly string[],
): Promise<WorkflowBundleWithSourceMap> {
  const folder = packageFolder();
  if (failureConverterPath !== undefined || interceptorModules || !isCurrent(folder)) {
    return bundleWorkflows(failureConverterPath, interceptorModules);
  }
  return {
    code: await readFile(join(folder, PROGRAMS, WORKFLOW_BUNDLE), 'utf8'),
    // No longer read by the SDK: the code carries its map.
    sourceMap: '',
  };
}
