import { relative, resolve } from 'node:path';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { packageFolder } from '../../../activities/package-folder';
import { asciiEscapes } from './ascii-escapes';

const ROOT = packageFolder();
type Configure = NonNullable<Parameters<typeof bundleWorkflowCode>[0]['webpackConfigHook']>;

/**
 * The workflow code in one file, as workers and replays run it: seconds of work. Schemas are loaded once, not once per
 * workflow. The same sources and packages give the same bytes, in whatever folder they are.
 *
 * @param failureConverterPath - the one that encrypting workers have; left out: Temporal's own
 * @param interceptorModules - of workers that make traces; left out: none, and the bundle is as it is without them
 */
export function bundleWorkflows(
  failureConverterPath?: string,
  interceptorModules?: readonly string[],
): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    logger: new DefaultLogger('WARN'),
    workflowsPath: resolve(ROOT, 'workflows/index.ts'),
    payloadConverterPath: resolve(ROOT, 'workflows/payload-converter.ts'),
    ...(failureConverterPath && { failureConverterPath }),
    ...(interceptorModules && { workflowInterceptorModules: [...interceptorModules] }),
    preloadModules: [
      resolve(ROOT, 'src/study/parse-study.ts'),
      resolve(ROOT, 'src/study/parse-controls.ts'),
      resolve(ROOT, 'src/pool/parse-pool-messages.ts'),
    ],
    webpackConfigHook: (config) => inAscii(withoutThisFolder(config)),
  });
}

/** Modules are named from the package's folder: the hash of a bundle is its build id, and must not tell a machine. */
const withoutThisFolder: Configure = (config) => ({
  ...config,
  context: ROOT,
  output: {
    ...config.output,
    devtoolModuleFilenameTemplate: ({ absoluteResourcePath }: { absoluteResourcePath: string }) =>
      relative(ROOT, absoluteResourcePath).replaceAll('\\', '/'),
  },
});

/**
 * V8 keeps a text at two bytes for each character where a single one is beyond Latin-1, and a worker holds the bundle in
 * two heaps (decision 0088). Before the map is made, so that it leads where it did.
 */
const inAscii: Configure = (config) => ({
  ...config,
  plugins: [
    ...(config.plugins ?? []),
    ({ hooks, webpack: { Compilation, sources } }) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_COMPATIBILITY;
      hooks.compilation.tap('in-ascii', (compilation) => {
        compilation.hooks.processAssets.tap({ name: 'in-ascii', stage }, (assets) => {
          for (const [file, source] of Object.entries(assets)) {
            const replaced = new sources.ReplaceSource(source);
            for (const { start, end, text } of asciiEscapes(String(source.source()))) {
              replaced.replace(start, end - 1, text);
            }
            compilation.updateAsset(file, replaced);
          }
        });
      });
    },
  ],
});
