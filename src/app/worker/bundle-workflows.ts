import { resolve } from 'node:path';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';

const ROOT = resolve(__dirname, '../../..');

/** The workflow code in one file, as workers and replays run it. Schemas are loaded once, not once per workflow. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    logger: new DefaultLogger('WARN'),
    workflowsPath: resolve(ROOT, 'workflows/index.ts'),
    payloadConverterPath: resolve(ROOT, 'workflows/payload-converter.ts'),
    preloadModules: [
      resolve(ROOT, 'src/study/parse-study.ts'),
      resolve(ROOT, 'src/study/parse-controls.ts'),
      resolve(ROOT, 'src/pool/parse-pool-messages.ts'),
    ],
  });
}
