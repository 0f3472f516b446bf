import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { loadModels } from '../../../activities/models/load-models';
import { RatchetError } from '../../errors';
import { didYouMean } from '../../nearest-word';
import { asMeant } from '../as-meant';
import { configuration } from '../configuration';
import { createOutput } from '../output/output';
import { wholeNumber } from '../whole-number';
import { endOnSignals } from '../worker/end-on-signals';
import { GRACE_SECONDS } from '../worker/grace';
import type { RunningWorker } from '../worker/run-worker';

interface WorkerArguments {
  readonly models?: string;
  readonly only?: string;
  readonly grace: number;
}

export function workerCommand(program: Command): void {
  program
    .command('worker')
    .description('make the runs: serve studies and models until stopped')
    .option('--models <file>', 'models file (default: RATCHET_MODELS, else models.yaml)')
    .option('--only <names>', 'serve only these models of the file, separated by commas')
    .option(
      '--grace <seconds>',
      'what a run in flight gets after a signal',
      wholeNumber(0, 86_400),
      GRACE_SECONDS,
    )
    .addHelpText(
      'after',
      `
Ctrl-C or SIGTERM ends it in order: no new run starts, a run in flight gets its grace time; a longer
one is handed over, and another worker repeats it at once. Standard error says which runs were
finished and which are handed over. A second signal ends it at once.

Examples:
  $ ratchet worker
  $ ratchet worker --grace 300
  $ ratchet worker --models gpu-box.yaml --only qwen,llama`,
    )
    .action(runWorker);
}

async function runWorker({ models: file, only, grace }: WorkerArguments): Promise<void> {
  const { note } = createOutput({});
  const settings = configuration();
  const models = await loadModels(
    modelsFile(file === undefined ? settings.modelsFile : asMeant(file)),
  );
  const serves = only === undefined ? undefined : namesIn(only, Object.keys(models));

  let running: RunningWorker | undefined;
  endOnSignals({ note, grace }, () => running);
  // Loaded only here: it is the heaviest part, and no other verb needs it.
  const { startWorker } = await import('../worker/run-worker.ts');
  running = await startWorker({
    configuration: settings,
    models,
    serves,
    env: process.env,
    graceSeconds: grace,
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
