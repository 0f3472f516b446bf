import type { Command } from 'commander';
import { configuration } from '../configuration';
import { createLog, type Log, logSettings } from '../log/log';
import { endWith, tellWarnings } from '../log/tell-trouble';
import { bindAddress } from '../metrics/bind-address';
import { notificationTargets } from '../notify/notification-targets';
import { createOutput } from '../output/output';
import { otlpSettings } from '../traces/otlp-settings';
import { wholeNumber } from '../whole-number';
import { chosenModels, type WorkerArguments } from '../worker/chosen-models';
import { deploymentOf } from '../worker/deployment';
import { endOnSignals } from '../worker/end-on-signals';
import { GRACE_SECONDS } from '../worker/grace';
import type { RunningWorker } from '../worker/run-worker';

interface Arguments extends WorkerArguments {
  readonly grace: number;
  readonly deployment?: string;
  readonly build?: string;
  readonly metrics?: string;
  readonly notifications?: string;
}

const HELP = `
Ctrl-C or SIGTERM ends it in order: no new run starts, a run in flight gets its grace time; a longer
one is handed over, and another worker repeats it at once. Standard error says which runs were
finished and which are handed over. A second signal ends it at once.

It logs to standard error: RATCHET_LOG=json writes a line of JSON each, with study, cycle, spec and
run where they are known; RATCHET_LOG_LEVEL is trace, debug, info (default), warn or error.

Examples:
  $ ratchet worker
  $ ratchet worker --grace 300
  $ ratchet worker --only qwen
  $ ratchet worker --models gpu-box.yaml --only qwen,llama
  $ ratchet worker --deployment tuning --build 2026-11
  $ ratchet worker --notifications notifications.yaml
  $ RATCHET_LOG=json ratchet worker --metrics 127.0.0.1:9464`;

export function workerCommand(program: Command): void {
  program
    .command('worker')
    .description('make the runs: serve studies and models until stopped')
    .option(
      '--models <file>',
      'models file (default: RATCHET_MODELS, else models.yaml); or names of models of that file, as --only takes them',
    )
    .option('--only <names>', 'serve only these models of the file, separated by commas')
    .option(
      '--grace <seconds>',
      'what a run in flight gets after a signal',
      wholeNumber(0, 86_400),
      GRACE_SECONDS,
    )
    .option(
      '--deployment <name>',
      'be a build of this worker deployment (default: RATCHET_DEPLOYMENT, else of none)',
    )
    .option('--build <label>', 'what you call this build; the hash of its code follows it')
    .option(
      '--metrics <host:port>',
      'show metrics for Prometheus there (default: RATCHET_METRICS, else nowhere)',
    )
    .option(
      '--notifications <file>',
      'tell the targets of this file what happens (default: RATCHET_NOTIFICATIONS, else nobody)',
    )
    .addHelpText('after', HELP)
    .action(runWorker);
}

async function runWorker(asked: Arguments): Promise<void> {
  const settings = logSettings(process.env);
  const log = createLog(settings, createOutput({}).note);
  tellWarnings(log);
  try {
    await serve(asked, log);
  } catch (error) {
    if (settings.format === 'text') throw error;
    endWith(error, log);
  }
}

async function serve(
  { grace, metrics, notifications, ...named }: Arguments,
  log: Log,
): Promise<void> {
  const note = (line: string): void => log('info', line);
  const settings = configuration();
  const deployment = deploymentOf(named, process.env);
  const metricsAt = bindAddress(metrics, process.env);
  const { models, serves } = await chosenModels(named, settings.modelsFile);
  const targets = await notificationTargets(notifications, process.env);

  let running: RunningWorker | undefined;
  endOnSignals({ note, grace }, () => running);
  // Loaded only here: it is the heaviest part, and no other verb needs it.
  const { startWorker } = await import('../worker/run-worker.ts');
  running = await startWorker({
    configuration: settings,
    models,
    serves,
    deployment,
    env: process.env,
    graceSeconds: grace,
    say: note,
    log,
    metrics: metricsAt,
    notifications: targets,
    traces: otlpSettings(process.env),
  });
  await running.ended;
  note('worker stopped');
}
