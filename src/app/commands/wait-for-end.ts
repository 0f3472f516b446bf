import type { Client } from '@temporalio/client';
import type { StudyEvent } from '../../history/study-event';
import type { StudyReport } from '../../study/study-report';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { followStudy } from '../follow-study';
import { leaveOnSignals } from '../leave-on-signals';
import type { Output } from '../output/output';
import { reportLines } from '../output/report-lines';
import { openStore } from '../store/open-store';

/**
 * Prints what a study does until it ends. A signal ends the watching, not the study.
 *
 * @throws {CliError} exit code 5 when its budget is spent, 1 when it failed
 */
export async function waitForEnd(client: Client, study: string, output: Output): Promise<void> {
  const following = new AbortController();
  leaveOnSignals(study, output, () => following.abort());
  const report = await followed({ client, study, output, signal: following.signal });
  if (!report) return;
  output.json({ event: 'ended', report });
  for (const line of reportLines(report, output)) output.line(line);
  if (report.state === 'failed')
    throw new CliError(EXIT.failed, `The study failed: ${report.reason}`);
  if (report.state === 'budget-spent') {
    throw new CliError(EXIT.budgetSpent, `The budget is spent: ${report.reason}`);
  }
}

interface Watched {
  readonly client: Client;
  readonly study: string;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** Without a database that lets us in, what the study answers is told, as from another machine. */
async function followed({ client, study, output, signal }: Watched): Promise<StudyReport | null> {
  const settings = configuration();
  const store = await openStore(settings).catch((error: unknown) => {
    output.note(error instanceof Error ? error.message : String(error));
  });
  const { dataDir } = settings;
  const tell = (event: StudyEvent): void => output.json({ event: 'recorded', entry: event });
  try {
    const where = store ? { dataDir, stored: store.medium } : { dataDir };
    return await followStudy({ client, study, ...where, say: output.line, signal, tell });
  } finally {
    await store?.close();
  }
}
