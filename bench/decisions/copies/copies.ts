/**
 * A study on the embedded model whose candidates are all copies of the baseline at temperature 0.7: it must promote
 * nothing. A whole one: a Temporal server, a worker, the model.
 *
 *   npx tsx bench/decisions/copies/copies.ts --data FOLDER
 *
 * Exit code 0: it ended without a promotion, 1: it did not. Stopped and started again with the same folder, the study
 * goes on where it was.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Client, Connection, WorkflowIdConflictPolicy } from '@temporalio/client';
import { loadModels } from '../../../activities/models/load-models';
import { startModelServer } from '../../../src/app/demo/model-server';
import { followStudy } from '../../../src/app/follow-study';
import { readStudyFile } from '../../../src/app/read-study-file';
import { startWorker } from '../../../src/app/worker/run-worker';
import { type OptimizationCycle, WORKFLOW_QUEUE } from '../../../src/contract';
import type { StudyEvent } from '../../../src/history/study-event';
import type { StudyReport } from '../../../src/study/study-report';

const ROOT = resolve(__dirname, '../../..');
const MODEL = 'qwen2.5-coder-0.5b';
const say = (line: string): void => console.log(line);

const { values: options } = parseArgs({ options: { data: { type: 'string' } } });

async function main(): Promise<void> {
  if (options.data === undefined)
    throw new RangeError('Name the folder of its data: --data FOLDER');
  const dataDir = resolve(options.data);
  const temporal = await startTemporal(dataDir);
  const model = await startModelServer(
    ['embedded-model/src/main.ts', 'serve', '--model', MODEL],
    say,
  );
  process.once('SIGTERM', () => {
    temporal.server.kill('SIGTERM');
    void model.stop().finally(() => process.exit(143));
  });
  try {
    const promoted: StudyEvent[] = [];
    const report = await play(dataDir, { address: temporal.address, url: model.url }, (event) => {
      if (event.type === 'baseline-promoted') promoted.push(event);
    });
    say(`${report?.state ?? 'not ended'}: ${report?.reason ?? ''}`);
    say(`${promoted.length} promotions, all of them false`);
    process.exitCode = report && promoted.length === 0 ? 0 : 1;
  } finally {
    await model.stop();
    temporal.server.kill('SIGTERM');
  }
}

async function startTemporal(
  dataDir: string,
): Promise<{ readonly server: ChildProcess; readonly address: string }> {
  const server = spawn('./temporal-dev.sh', ['server'], {
    cwd: ROOT,
    env: {
      ...process.env,
      RATCHET_DATA: dataDir,
      RATCHET_TEMPORAL_PORT: '0',
      RATCHET_UI_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /^Temporal server +(\S+)/u.exec(line)?.[1];
    if (address !== undefined) return { server, address };
  }
  throw new Error('The Temporal server did not start');
}

async function play(
  dataDir: string,
  { address, url }: { readonly address: string; readonly url: string },
  tell: (event: StudyEvent) => void,
): Promise<StudyReport | null> {
  process.env['TEMPORAL_ADDRESS'] = address;
  const input = await readStudyFile(resolve(__dirname, 'study.yaml'));
  const worker = await startWorker({
    configuration: { dataDir, modelsFile: '', queuePrefix: '' },
    models: await loadModels(resolve(ROOT, 'examples/demo/models.yaml')),
    serves: [MODEL],
    env: { ...process.env, RATCHET_EMBEDDED_URL: url },
    say,
  });
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    await client.workflow.start<OptimizationCycle>('optimizationCycle', {
      workflowId: input.study,
      taskQueue: WORKFLOW_QUEUE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      args: [input],
    });
    return await followStudy({ client, study: input.study, dataDir, say, tell });
  } finally {
    worker.stop();
    await worker.ended;
    await connection.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
