import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { loadModels } from '../../../activities/models/load-models';
import { RatchetError } from '../../errors';
import { didYouMean } from '../../nearest-word';
import { asMeant } from '../as-meant';
import { configuration } from '../configuration';
import { createOutput } from '../output/output';
import { deploymentOf } from '../worker/deployment';
import type { RunningWorker } from '../worker/run-worker';

interface WorkerArguments {
  readonly models?: string;
  readonly only?: string;
  readonly deployment?: string;
  readonly build?: string;
}

export function workerCommand(program: Command): void {
  program
    .command('worker')
    .description('make the runs: serve studies and models until stopped')
    .option('--models <file>', 'models file (default: RATCHET_MODELS, else models.yaml)')
    .option('--only <names>', 'serve only these models of the file, separated by commas')
    .option(
      '--deployment <name>',
      'be a build of this worker deployment (default: RATCHET_DEPLOYMENT, else of none)',
    )
    .option('--build <label>', 'what you call this build; the hash of its code follows it')
    .addHelpText(
      'after',
      `
Ctrl-C or SIGTERM ends it in order: no new run starts, a run in flight gets 20 seconds; a longer one
is repeated by another worker. A second signal ends it at once.

Examples:
  $ ratchet worker
  $ ratchet worker --models gpu-box.yaml --only qwen,llama
  $ ratchet worker --deployment tuning --build 2026-11`,
    )
    .action(runWorker);
}

async function runWorker({ models: file, only, ...asked }: WorkerArguments): Promise<void> {
  const { note } = createOutput({});
  const settings = configuration();
  const deployment = deploymentOf(asked, process.env);
  const models = await loadModels(
    modelsFile(file === undefined ? settings.modelsFile : asMeant(file)),
  );
  const serves = only === undefined ? undefined : namesIn(only, Object.keys(models));

  let running: RunningWorker | undefined;
  endOnSignals(note, () => running);
  // Loaded only here: it is the heaviest part, and no other verb needs it.
  const { startWorker } = await import('../worker/run-worker.ts');
  running = await startWorker({
    configuration: settings,
    models,
    serves,
    deployment,
    env: process.env,
    say: note,
  });
  await running.ended;
  note('worker stopped');
}

/** @throws {RatchetError} `MODELS_INVALID` saying where else it may be named */
function modelsFile(file: string): string {
  if (existsSync(file)) return file;
  throw new RatchetError(
    'MODELS_INVALID',
    `Cannot read the models file ${file}: there is no such file\nName yours: --models FILE, or the environment variable RATCHET_MODELS`,
  );
}

/** @throws {RatchetError} `MODEL_UNKNOWN`, naming the nearest one that the models file has */
function namesIn(list: string, known: readonly string[]): readonly string[] {
  const names = list.split(',').map((word) => word.trim());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new RatchetError(
    'MODEL_UNKNOWN',
    `--only: the models file has no "${unknown}"${didYouMean(unknown, known)}\nIt has: ${known.join(', ')}`,
  );
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The first signal ends the worker in order, the second one at once. */
function endOnSignals(note: (text: string) => void, worker: () => RunningWorker | undefined): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(EXIT_CODES[signal]);
      asked = true;
      const running = worker();
      if (!running) {
        note(`${signal}: stopped before it listened`);
        process.exit(0);
      }
      note(
        `${signal}: stopping; a run in flight gets 20 seconds (a second signal ends it at once)`,
      );
      running.stop();
    });
  }
}
