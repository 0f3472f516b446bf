import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { packageFolder } from '../../activities/package-folder';
import { readStudyFile } from '../../src/app/read-study-file';
import { WORKFLOW_QUEUE } from '../../src/contract';
import { PLAN, QUESTIONS } from './plan';
import { type Listening, listening } from './process';

/** Ratchet as its users have it: `ratchet worker` in a process of its own, its data folder, and studies. */
export interface Ratchet {
  readonly startWorker: () => Promise<Listening>;
  /** Starts studies, as `ratchet start` does. @returns waits for their end: by then all is written */
  begin(studies: readonly object[]): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

let round = 0;

/** Four studies of one spec each: their evaluations fill the four slots. */
export function fourStudies(): readonly object[] {
  round += 1;
  return Array.from({ length: PLAN.specs }, (_, place) => ({
    study: `one-spec-${round}-${place}`,
    phases: { [`spec-${round}-${place}`]: 'suite.yaml' },
    baseline: { model: 'stub', isolation: 1, timeoutSeconds: 60 + place },
    factors: {},
    budget: { cycles: 1 },
  }));
}

/** One study: its baseline, and then three candidates side by side. */
export function oneStudy(): readonly object[] {
  round += 1;
  return [
    {
      study: `four-specs-${round}`,
      phases: { [`four-specs-${round}`]: 'suite.yaml' },
      baseline: { model: 'stub', isolation: 1 },
      factors: { timeoutSeconds: [60, 120], retries: [1, 2], temperature: [0, 0.2] },
      policy: { candidatesPerCycle: PLAN.specs - 1 },
      budget: { cycles: 1 },
    },
  ];
}

/** @param profile - folder for CPU profiles of the worker; empty: none */
export async function setUpRatchet(
  address: string,
  url: string,
  profile: string,
): Promise<Ratchet> {
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-overhead-'));
  await write(folder, 'suite.yaml', suite());
  const stub = {
    provider: 'openai-compatible',
    baseUrl: url,
    model: 'stub',
    slots: PLAN.atOnce,
  };
  await write(folder, 'models.yaml', { models: { stub } });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const env = {
    TEMPORAL_ADDRESS: address,
    RATCHET_DATA: join(folder, 'data'),
    RATCHET_MODELS: join(folder, 'models.yaml'),
  };
  return {
    startWorker: () =>
      listening(
        {
          command: workerCommand(profile),
          env,
        },
        /^worker \d+ serves stub/,
      ),
    begin: async (studies) => {
      const handles = await Promise.all(studies.map((study) => start(client, folder, study)));
      return async () => {
        await Promise.all(handles.map((handle) => handle.result()));
      };
    },
    remove: async () => {
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function workerCommand(profile: string): [string, ...string[]] {
  const program = join(packageFolder(), 'bin/ratchet');
  if (profile === '') return [program, 'worker'];
  return [process.execPath, '--cpu-prof', '--cpu-prof-dir', profile, program, 'worker'];
}

async function start(client: Client, folder: string, study: object) {
  const name = String('study' in study ? study.study : '');
  const file = `${name}.yaml`;
  await write(folder, file, { seed: 1, watch: 'off', atCeiling: 'finish', ...study });
  const input = await readStudyFile(join(folder, file));
  return client.workflow.start('optimizationCycle', {
    taskQueue: WORKFLOW_QUEUE,
    workflowId: name,
    args: [input],
  });
}

function suite(): object {
  return {
    name: 'overhead',
    tools: [
      {
        name: 'get_weather',
        description: 'The weather of a city',
        parameters: {
          type: 'object',
          properties: { city: { type: 'string' } },
          required: ['city'],
          additionalProperties: false,
        },
      },
    ],
    items: QUESTIONS.map(({ city, prompt }) => ({
      id: city.toLowerCase(),
      prompt,
      expect: { calls: [{ tool: 'get_weather', arguments: { city } }] },
    })),
  };
}

/** JSON is YAML too. */
async function write(folder: string, name: string, content: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), JSON.stringify(content));
}
