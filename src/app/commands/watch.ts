import type { Command } from 'commander';
import { CliError, EXIT } from '../cli-error';
import { listStudies } from '../client/list-studies';
import { withClient } from '../client/with-client';
import { invocation } from '../invocation';
import { leaveOnSignals } from '../leave-on-signals';
import { createOutput, type Output } from '../output/output';
import { reportLines } from '../output/report-lines';
import type { Look } from '../watch/look';
import { liveScreen } from '../watch/screen';
import { createPlainTeller } from '../watch/show-plain';
import { watchLines } from '../watch/watch-lines';
import { type Watching, watchStudy } from '../watch/watch-study';

export function watchCommand(program: Command): void {
  program
    .command('watch')
    .description('look on while a study works: candidates, letters, verdicts, what it waits for')
    .argument('[study]', 'name of a study; left out where only one is open')
    .option('--json', 'a line of JSON on standard output whenever something changed')
    .addHelpText(
      'after',
      `
Ctrl-C ends the watching, not the study (exit code 130). On a pipe it prints lines.

Examples:
  $ ratchet watch my-study
  $ ratchet watch my-study --json | jq .status.doing`,
    )
    .action(watch);
}

async function watch(
  asked: string | undefined,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const output = createOutput({ json });
  await withClient(async (client) => {
    const study = asked ?? (await onlyOpenOne(listStudies(client)));
    const sink = sinkFor(output);
    leaveOnSignals(study, output, () => sink.close());
    let last: Look;
    try {
      last = await watchStudy(client, study, sink);
    } finally {
      sink.close();
    }
    tellEnd(last, output);
  });
}

interface Sink extends Watching {
  readonly close: () => void;
}

function sinkFor(output: Output): Sink {
  if (output.asJson) return jsonSink(output);
  return process.stdout.isTTY ? screenSink() : plainSink(output);
}

function screenSink(): Sink {
  const screen = liveScreen(process.stdout);
  let shown: readonly string[] = [];
  const foot = (): string => createOutput({}).paint.dim('  Ctrl-C leaves; the study goes on');
  return {
    look: (look) => {
      // Made anew each time: the window may be wider now.
      shown = watchLines(look, createOutput({}));
      screen.draw([...shown, '', foot()]);
    },
    outage: (why) => {
      const { paint } = createOutput({});
      screen.draw([
        paint.yellow(`! the Temporal server does not answer (${why}); looks again`),
        ...shown,
        '',
        foot(),
      ]);
    },
    close: screen.close,
  };
}

function plainSink({ line }: Output): Sink {
  const linesOf = createPlainTeller();
  let out = false;
  return {
    look: (look) => {
      if (out) line('the Temporal server answers again');
      out = false;
      linesOf(look).forEach(line);
    },
    outage: (why) => {
      if (!out) line(`waits for the Temporal server: ${why}`);
      out = true;
    },
    close: () => undefined,
  };
}

function jsonSink({ json }: Output): Sink {
  let last = '';
  const tell = (value: object): void => {
    const { timeLeft: _, ...lasting } = Object(value);
    const text = JSON.stringify(lasting);
    if (text !== last) json(value);
    last = text;
  };
  return {
    look: (look) => tell({ event: 'look', ...look }),
    outage: (why) => tell({ event: 'outage', why }),
    close: () => undefined,
  };
}

async function onlyOpenOne(studies: ReturnType<typeof listStudies>): Promise<string> {
  const open = (await studies).filter(({ state }) =>
    ['running', 'paused', 'resting'].includes(state),
  );
  const [only, ...others] = open;
  if (only && others.length === 0) return only.study;
  const names = open.map(({ study }) => study).join(', ');
  throw new CliError(
    EXIT.badInput,
    only
      ? `Name a study to watch; open are ${names}`
      : `No study is open; start one: ${invocation('start study.yaml')}`,
  );
}

/** @throws {CliError} where the study failed */
function tellEnd({ report, failure, study }: Look, output: Output): void {
  if (failure !== null) throw new CliError(EXIT.failed, failure);
  if (!report) return;
  if (!output.asJson) for (const line of reportLines(report, output)) output.line(line);
  if (report.state === 'failed')
    throw new CliError(EXIT.failed, `The study ${study} failed: ${report.reason}`);
}
