import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { build } from 'esbuild';
import { PLAN } from './plan';
import { type Listening, listening } from './process';

const QUEUE = 'overhead-bare';

/** The bare loop, built before anything is measured, as Ratchet is. */
export interface Bare {
  readonly startWorker: () => Promise<Listening>;
  begin(url: string): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

export async function setUpBare(address: string): Promise<Bare> {
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-bare-'));
  const bundle = join(folder, 'bundle.js');
  await buildLoop(bundle);
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  let round = 0;
  return {
    startWorker: () =>
      listening({ command: [process.execPath, PROGRAM, address, QUEUE, bundle] }, /listens/),
    begin: async (url) => {
      round += 1;
      const handles = await Promise.all(
        Array.from({ length: PLAN.specs }, (_, place) =>
          client.workflow.start('bareEvaluation', {
            taskQueue: QUEUE,
            workflowId: `bare-${round}-${place}`,
            args: [url, PLAN.runs],
          }),
        ),
      );
      return async () => {
        await Promise.all(handles.map((handle) => handle.result()));
      };
    },
    remove: async () => {
      await connection.close();
      await rm(PROGRAM, { force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Beside the other programs, where it finds its packages. */
const PROGRAM = resolve(__dirname, '../../dist/programs/bare-worker.cjs');

async function buildLoop(bundle: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    logger: new DefaultLogger('WARN'),
    workflowsPath: resolve(__dirname, 'bare/workflows.ts'),
  });
  await writeFile(bundle, code);
  await build({
    entryPoints: [resolve(__dirname, 'bare/worker.ts')],
    outfile: PROGRAM,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
}
