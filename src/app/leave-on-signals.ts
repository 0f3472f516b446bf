import { invocation } from './invocation';
import type { Output } from './output/output';
import { SIGNAL_EXIT } from './signal-exit';

/** A signal ends the watching of a study, not the study: tidies up, says so, and exits with the signal's code. */
export function leaveOnSignals(study: string, { note }: Output, tidyUp: () => void): void {
  for (const [signal, code] of Object.entries(SIGNAL_EXIT)) {
    process.once(signal, () => {
      tidyUp();
      note(`The study goes on: ${invocation(`status ${study}`)}`);
      process.exit(code);
    });
  }
}
