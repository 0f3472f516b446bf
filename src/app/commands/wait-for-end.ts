import type { Client } from '@temporalio/client';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { followStudy } from '../follow-study';
import { invocation } from '../invocation';
import type { Output } from '../output/output';
import { reportLines } from '../output/report-lines';

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Prints what a study does until it ends. A signal ends the watching, not the study.
 *
 * @throws {CliError} exit code 5 when its budget is spent, 1 when it failed
 */
export async function waitForEnd(client: Client, study: string, output: Output): Promise<void> {
  const following = new AbortController();
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      following.abort();
      output.note(`The study goes on: ${invocation(`status ${study}`)}`);
      process.exit(code);
    });
  }
  const report = await followStudy({
    client,
    study,
    dataDir: configuration().dataDir,
    say: output.line,
    signal: following.signal,
    tell: (event) => output.json({ event: 'recorded', entry: event }),
  });
  if (!report) return;
  output.json({ event: 'ended', report });
  for (const line of reportLines(report, output)) output.line(line);
  if (report.state === 'failed')
    throw new CliError(EXIT.failed, `The study failed: ${report.reason}`);
  if (report.state === 'budget-spent') {
    throw new CliError(EXIT.budgetSpent, `The budget is spent: ${report.reason}`);
  }
}
