import type { Command } from 'commander';
import { configuration } from '../configuration';
import { createOutput } from '../output/output';
import { chosenModels, type WorkerArguments } from '../worker/chosen-models';
import type { RunningWorker } from '../worker/run-worker';

export function workerCommand(program: Command): void {
  program
    .command('worker')
    .description('make the runs: serve studies and models until stopped')
    .option(
      '--models <file>',
      'models file (default: RATCHET_MODELS, else models.yaml); or names of models of that file, as --only takes them',
    )
    .option('--only <names>', 'serve only these models of the file, separated by commas')
    .addHelpText(
      'after',
      `
Ctrl-C or SIGTERM ends it in order: no new run starts, a run in flight gets 20 seconds; a longer one
is repeated by another worker. A second signal ends it at once.

Examples:
  $ ratchet worker
  $ ratchet worker --only qwen
  $ ratchet worker --models gpu-box.yaml --only qwen,llama`,
    )
    .action(runWorker);
}

async function runWorker(named: WorkerArguments): Promise<void> {
  const { note } = createOutput({});
  const settings = configuration();
  const { models, serves } = await chosenModels(named, settings.modelsFile);

  let running: RunningWorker | undefined;
  endOnSignals(note, () => running);
  // Loaded only here: it is the heaviest part, and no other verb needs it.
  const { startWorker } = await import('../worker/run-worker.ts');
  running = await startWorker({
    configuration: settings,
    models,
    serves,
    env: process.env,
    say: note,
  });
  await running.ended;
  note('worker stopped');
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
