import { CliError } from './cli-error';
import { SIGNAL_EXIT } from './signal-exit';

/**
 * Does work that Ctrl-C or SIGTERM ends.
 *
 * @throws {CliError} with the exit code of the signal that ended it
 */
export async function untilSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const handlers = (['SIGINT', 'SIGTERM'] as const).map((name) => {
    const handler = (): void =>
      controller.abort(new CliError(SIGNAL_EXIT[name], `${name}: stopped`));
    process.once(name, handler);
    return { name, handler };
  });
  try {
    return await work(controller.signal);
  } finally {
    for (const { name, handler } of handlers) process.off(name, handler);
  }
}
