import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PLAN, QUESTIONS } from './plan';
import { type Launch, whole } from './process';

/** A public harness, installed in a folder of its own. */
export interface Harness {
  readonly name: string;
  /** Runs the plan in one process. @returns milliseconds from its start to its exit */
  readonly run: (url: string) => Promise<number>;
}

/** Those that are installed in the folder: `promptfoo/node_modules`, `inspect/bin`. */
export function harnessesIn(folder: string): readonly Harness[] {
  const promptfoo = join(folder, 'promptfoo/node_modules/promptfoo');
  const python = join(folder, 'inspect/bin/python');
  return [
    ...(existsSync(promptfoo)
      ? [{ name: 'promptfoo', run: inFolder(promptfooIn(promptfoo)) }]
      : []),
    ...(existsSync(python) ? [{ name: 'Inspect AI', run: inFolder(inspectBy(python)) }] : []),
  ];
}

type Prepare = (folder: string, url: string) => Promise<Launch>;

function inFolder(prepare: Prepare): Harness['run'] {
  return async (url) => {
    const folder = await mkdtemp(join(tmpdir(), 'ratchet-harness-'));
    try {
      return await whole(await prepare(folder, url));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Four providers for the four specs, each test seven times; no cache, nobody else is told. */
function promptfooIn(packageFolder: string): Prepare {
  return async (folder, url) => {
    const providers = Array.from({ length: PLAN.specs }, (_, spec) => ({
      id: 'openai:chat:stub',
      label: `spec${spec}`,
      config: { apiBaseUrl: url, apiKey: 'none', temperature: spec / 10 },
    }));
    const tests = QUESTIONS.map(({ city, prompt }) => ({
      vars: { question: prompt },
      assert: [{ type: 'contains', value: city }],
    }));
    const config = join(folder, 'promptfooconfig.json');
    await writeFile(config, JSON.stringify({ prompts: ['{{question}}'], providers, tests }));
    const words = `eval --no-cache --no-progress-bar --no-table -j ${PLAN.atOnce} --repeat ${PLAN.runs}`;
    const entry = join(packageFolder, 'dist/src/entrypoint.js');
    return {
      command: [
        process.execPath,
        existsSync(entry) ? entry : join(packageFolder, 'dist/src/main.js'),
        ...words.split(' '),
        '-c',
        config,
        '-o',
        join(folder, 'results.json'),
      ],
      cwd: folder,
      env: {
        PROMPTFOO_CONFIG_DIR: join(folder, 'home'),
        PROMPTFOO_DISABLE_TELEMETRY: '1',
        PROMPTFOO_DISABLE_UPDATE: '1',
        PROMPTFOO_FAILED_TEST_EXIT_CODE: '0',
      },
    };
  };
}

function inspectBy(python: string): Prepare {
  const program = resolve(__dirname, 'others/inspect_weather.py');
  return async (folder, url) => ({
    command: [python, program, folder, JSON.stringify({ ...PLAN, questions: QUESTIONS })],
    cwd: folder,
    env: { OPENAI_BASE_URL: url, OPENAI_API_KEY: 'none' },
  });
}
