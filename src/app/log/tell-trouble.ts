import { exitCodeOf } from '../cli-error';
import type { Log } from './log';

/** What Node itself warns of, in the format of the log. */
export function tellWarnings(log: Log): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => log('warn', `${name}: ${message}`));
}

/** Ends the process as the command line does, but for its words: they are in the format of the log. */
export function endWith(error: unknown, log: Log): never {
  log('error', error instanceof Error ? error.message : String(error));
  process.exit(exitCodeOf(error));
}
