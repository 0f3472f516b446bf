import { parseArgs } from 'node:util';
import { type Scenario, startScenario } from './start-scenario';

const USAGE = `Usage: tsx scenario/main.ts --scenario NAME_OR_FILE [--port N] [--seed N] [--suite NAME_OR_FILE ...] [--exit-with-parent]

Plays an OpenAI-compatible endpoint on 127.0.0.1 from a table of made-up behaviours. No model is behind it.
Built-in scenarios: lfm, cold-start, hopeless-fallback, noisy.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string' },
      port: { type: 'string', default: '0' },
      seed: { type: 'string' },
      suite: { type: 'string', multiple: true, default: [] },
      'exit-with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (values.scenario === undefined) throw new TypeError(`Name a scenario.\n${USAGE}`);
  const scenario = await startScenario({
    table: values.scenario,
    port: wholeNumber('port', values.port),
    seed: values.seed === undefined ? undefined : wholeNumber('seed', values.seed),
    suites: values.suite,
  });
  announce(values.scenario, scenario);
  stopWhenAsked(scenario, values['exit-with-parent']);
}

function wholeNumber(option: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new TypeError(
    `Cannot use --${option}: expected a whole number of 0 or more, found "${text}"`,
  );
}

function announce(name: string, { url }: Scenario): void {
  process.stderr.write(`Simulated: answers from ${url} are played from the table "${name}"\n`);
  process.stdout.write(`${JSON.stringify({ event: 'listening', url, pid: process.pid })}\n`);
}

function stopWhenAsked(scenario: Scenario, withParent: boolean): void {
  const stop = (): void => {
    process.stdin.pause();
    void scenario.close();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (!withParent) return;
  process.stdin.once('close', stop);
  process.stdin.once('end', stop);
  process.stdin.resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 4;
});
