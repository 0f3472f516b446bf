import { resolve } from 'node:path';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';

const ROOT = resolve(__dirname, '../../..');

/**
 * The workflow code in one file, as workers and replays run it. Schemas are loaded once, not once per workflow.
 *
 * @param failureConverterPath - the one that encrypting workers have; left out: Temporal's own
 */
export function bundleWorkflows(
  failureConverterPath?: string,
): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    logger: new DefaultLogger('WARN'),
    workflowsPath: resolve(ROOT, 'workflows/index.ts'),
    payloadConverterPath: resolve(ROOT, 'workflows/payload-converter.ts'),
    ...(failureConverterPath && { failureConverterPath }),
    preloadModules: [
      resolve(ROOT, 'src/study/parse-study.ts'),
      resolve(ROOT, 'src/study/parse-controls.ts'),
    ],
  });
}
