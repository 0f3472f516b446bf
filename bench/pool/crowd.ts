import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { packageFolder } from '../../activities/package-folder';
import { startScenario } from '../../scenario/start-scenario';
import { readStudyFile } from '../../src/app/read-study-file';
import { wholeNumber } from '../../src/app/whole-number';
import { WORKFLOW_QUEUE } from '../../src/contract';
import { poolWorkflowId } from '../../src/pool/pool-id';
import { watchEndpoint } from '../../test/support/watched-endpoint';
import { SCENARIO_SUITES, steadyTable } from '../../test/support/worked-example';
import { type Listening, listening } from '../overhead/process';
import { startServer } from '../overhead/server';
import { describeQuestions } from './questions';
import { describeUse } from './use';

/**
 * Many worker processes and studies on one model: do its slots stay in use, are the studies served alike, and what
 * becomes of their questions to the pool?
 *
 *   npm run bench:crowd -- --workers 5 --studies 60 --slots 4 --think 300
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '5' },
    studies: { type: 'string', default: '60' },
    slots: { type: 'string', default: '4' },
    think: { type: 'string', default: '300' },
    runs: { type: 'string', default: '3' },
    /** Folder for what the workers say and ask; left out: it is thrown away. */
    logs: { type: 'string' },
  },
});
const WORKERS = wholeNumber(1, 50)(values.workers);
const STUDIES = wholeNumber(1, 1_000)(values.studies);
const SLOTS = wholeNumber(1, 100)(values.slots);
const THINK_MS = wholeNumber(1, 60_000)(values.think);
const RUNS = wholeNumber(1, 20)(values.runs);
const LIMIT_MS = 280_000;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-crowd-'));
  const logs = values.logs ?? folder;
  const server = await startServer();
  const scenario = await startScenario({ table: steadyTable(THINK_MS) });
  const endpoint = await watchEndpoint(scenario.url);
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection });
  const workers: Listening[] = [];
  try {
    const lfm = {
      provider: 'scenario',
      model: 'lfm',
      baseUrl: `${endpoint.url}/v1`,
      slots: SLOTS,
    };
    await writeFile(join(folder, 'models.yaml'), JSON.stringify({ models: { lfm } }));
    const started = Array.from({ length: WORKERS }, () =>
      startWorker(folder, server.address, join(logs, 'questions.jsonl')),
    );
    workers.push(...(await Promise.all(started)));
    const finished = await playStudies(client, folder);
    tell(`${finished.length} of ${STUDIES} studies ended; ${WORKERS} workers, ${SLOTS} slots`);
    tell(describeUse(endpoint.requests, SLOTS));
    tell(describeQuestions(await linesOf(join(logs, 'questions.jsonl'))));
    const { historyLength } = await client.workflow.getHandle(poolWorkflowId('', 'lfm')).describe();
    tell(`events of the pool's present run: ${historyLength}; load average ${load()}`);
    if (values.logs)
      await writeFile(join(logs, 'requests.json'), JSON.stringify(endpoint.requests));
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await connection.close();
    await endpoint.close();
    await scenario.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function startWorker(folder: string, address: string, questions: string): Promise<Listening> {
  const program = join(packageFolder(), 'bin/ratchet');
  const preload = join(packageFolder(), 'bench/pool/question-log.cjs');
  return listening(
    {
      command: [process.execPath, '--require', preload, program, 'worker'],
      env: {
        TEMPORAL_ADDRESS: address,
        RATCHET_DATA: join(folder, 'data'),
        RATCHET_MODELS: join(folder, 'models.yaml'),
        QUESTION_LOG: questions,
      },
      hear: (line) => void appendFile(`${questions}.said`, `${line}\n`),
    },
    /^worker \d+ serves lfm/,
  );
}

/** Of one spec each: the runs of its baseline, and nothing left to try. @returns those that ended in time */
async function playStudies(client: Client, folder: string): Promise<readonly string[]> {
  const names = Array.from({ length: STUDIES }, (_, place) => `crowd-${place}`);
  const handles: WorkflowHandle[] = [];
  for (const name of names) {
    const file = join(folder, `${name}.json`);
    await writeFile(file, JSON.stringify(study(name)));
    const args = [await readStudyFile(file)];
    handles.push(
      await client.workflow.start('optimizationCycle', {
        taskQueue: WORKFLOW_QUEUE,
        workflowId: name,
        args,
      }),
    );
  }
  const ended: string[] = [];
  await client.withAbortSignal(AbortSignal.timeout(LIMIT_MS), () =>
    Promise.allSettled(
      handles.map(async (handle) => {
        await handle.result();
        ended.push(handle.workflowId);
      }),
    ),
  );
  return ended;
}

function study(name: string): object {
  return {
    study: name,
    seed: 1,
    phases: { [name]: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
    baseline: { model: 'lfm', prompt: 'own' },
    prompts: { own: { system: `You work for ${name}.` } },
    factors: {},
    policy: { runs: RUNS },
    budget: { cycles: 1 },
    watch: 'off',
    atCeiling: 'finish',
  };
}

async function linesOf(path: string): Promise<readonly string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
