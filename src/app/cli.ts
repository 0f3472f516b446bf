import { CommanderError } from 'commander';
import { EXIT, exitCodeOf, isForeseen } from './cli-error';
import { createOutput } from './output/output';
import { createProgram } from './program';

/** Runs the verb and tells the process's exit code; no error leaves this function. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(argv);
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    tellError(error);
    return exitCodeOf(error);
  }
}

function tellError(error: unknown): void {
  const { note, paint } = createOutput({ json: true });
  const message = error instanceof Error ? error.message : String(error);
  note(paint.red(isForeseen(error) ? message : `Unexpected: ${message}`));
  if (process.env['RATCHET_DEBUG'] === '1') {
    note(error instanceof Error ? (error.stack ?? '') : '');
  } else if (!isForeseen(error)) {
    note('RATCHET_DEBUG=1 shows where it comes from');
  }
}

/** A reader that has seen enough (`| head`) is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

void main(process.argv).then((code) => process.exit(code));
