import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { packageFolder } from '../../../activities/package-folder';
import { ENCRYPTING_BUNDLE, isCurrent, PROGRAMS, WORKFLOW_BUNDLE } from '../built/programs';
import { sourcesAtStart } from '../built/sources-at-start';
import { FAILURE_CONVERTER } from '../codec/data-converter';
import { bundleWorkflows } from './bundle-workflows';

/**
 * The workflow code of these sources: as `npm run build` made it, or where that is missing or older, made now; so is
 * that of workers that make traces. A built program takes the bundle of its own build, though sources may have changed
 * since it began.
 */
export async function workflowBundle(
  failureConverterPath?: string,
  interceptorModules?: readonly string[],
): Promise<WorkflowBundleWithSourceMap> {
  const folder = packageFolder();
  const built = builtBundle(failureConverterPath);
  if (built === undefined || interceptorModules || !isCurrent(folder, sourcesAtStart())) {
    return bundleWorkflows(failureConverterPath, interceptorModules);
  }
  return {
    code: await readFile(join(folder, PROGRAMS, built), 'utf8'),
    // No longer read by the SDK: the code carries its map.
    sourceMap: '',
  };
}

/** Undefined: none is built with that converter. */
function builtBundle(failureConverterPath: string | undefined): string | undefined {
  if (failureConverterPath === undefined) return WORKFLOW_BUNDLE;
  return failureConverterPath === FAILURE_CONVERTER ? ENCRYPTING_BUNDLE : undefined;
}
