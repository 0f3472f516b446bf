import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { packageFolder } from '../../../activities/package-folder';
import { isCurrent, PROGRAMS, WORKFLOW_BUNDLE } from '../built/programs';
import { sourcesAtStart } from '../built/sources-at-start';
import { bundleWorkflows } from './bundle-workflows';

/**
 * The workflow code of these sources: as `npm run build` made it, or where that is missing or older, made now; so are
 * those of workers that encrypt or make traces. A built program takes the bundle of its own build, though sources may
 * have changed since it began.
 */
export async function workflowBundle(
  failureConverterPath?: string,
  interceptorModules?: readonly string[],
): Promise<WorkflowBundleWithSourceMap> {
  const folder = packageFolder();
  if (
    failureConverterPath !== undefined ||
    interceptorModules ||
    !isCurrent(folder, sourcesAtStart())
  ) {
    return bundleWorkflows(failureConverterPath, interceptorModules);
  }
  return {
    code: await readFile(join(folder, PROGRAMS, WORKFLOW_BUNDLE), 'utf8'),
    // No longer read by the SDK: the code carries its map.
    sourceMap: '',
  };
}
