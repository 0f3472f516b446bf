import { type Command, Option } from 'commander';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { tellDemoResult } from '../demo/tell-demo-result';
import { createOutput, type Output } from '../output/output';
import { SIGNAL_EXIT } from '../signal-exit';

interface DemoArguments {
  readonly scenario?: string;
  readonly seed?: string;
  readonly again?: boolean;
}

export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('tune a small model on this machine, from an honest bad start to its ceiling')
    .addOption(
      new Option('--scenario <name>', 'play a simulated scenario instead of a real model').choices([
        'lfm',
      ]),
    )
    .option('--seed <n>', 'shuffle differently what is tried first')
    .option('--again', 'run it once more although it has ended')
    .addHelpText(
      'after',
      `
It needs a Temporal server and the embedded model; ./temporal-dev.sh demo gets and starts both first.
Ctrl-C stops it in order; started again, it goes on where it was.

Examples:
  $ ./temporal-dev.sh demo
  $ ./temporal-dev.sh demo --scenario lfm`,
    )
    .action(demo);
}

async function demo({ scenario, seed, again }: DemoArguments): Promise<void> {
  const output = createOutput({});
  const stop = stopOnSignals(output);
  const settings = configuration();
  // Loaded only here: no other verb needs a worker and a model server.
  const { runDemo } = await import('../demo/run-demo.ts');
  const result = await runDemo({
    scenario: scenario ?? null,
    seed: seed === undefined ? null : seedOf(seed),
    again: again === true,
    configuration: settings,
    say: (text) => output.line(text),
    signal: stop.signal,
  });
  if (stop.signal.aborted) {
    output.line('Stopped. Started again, the demo goes on where it was.');
    throw new CliError(SIGNAL_EXIT[stop.reason()], 'Stopped by a signal');
  }
  await tellDemoResult(result, output);
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed <= 2_147_483_647) return seed;
  throw new CliError(
    EXIT.badInput,
    `--seed: expected a whole number from 0 to 2147483647, found "${text}"`,
  );
}

/** The first signal stops everything in order, the second one ends this process at once. */
function stopOnSignals(output: Output) {
  const controller = new AbortController();
  let first: keyof typeof SIGNAL_EXIT = 'SIGTERM';
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(SIGNAL_EXIT[signal]);
      first = signal;
      output.note(
        `${signal}: stopping; a run in flight gets 20 seconds, a longer one is repeated next time`,
      );
      controller.abort();
    });
  }
  return { signal: controller.signal, reason: () => first };
}
