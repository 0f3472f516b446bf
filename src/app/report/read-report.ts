import { join } from 'node:path';
import type { StoreFiles } from '../../../activities/store/medium';
import { studyFolder } from '../../../activities/store/store-paths';
import type { HarnessFeedback } from '../../history/harness-feedback';
import type { MetaLoopHistory } from '../../history/meta-loop-history';
import { parseHarnessFeedback } from '../../history/parse-harness-feedback';
import { parseMetaLoopHistory } from '../../history/parse-meta-loop-history';
import { FEEDBACK_FILE, HISTORY_FILE, ROUTING_FILE } from '../../history/study-files';
import { describeIssues, type Parsed } from '../../input-issue';
import { parseRoutingConfig } from '../../routing/parse-routing-config';
import type { RoutingConfig } from '../../routing/routing-config';
import { CliError, EXIT } from '../cli-error';
import { type Curves, readCurves } from '../demo/read-curves';

/** What a study's files say of it, for a report. */
export interface StudyReportView {
  readonly study: string;
  readonly routing: RoutingConfig;
  readonly history: MetaLoopHistory;
  readonly feedback: HarnessFeedback;
  /** Per phase the accuracy of its route, cycle by cycle. */
  readonly curves: Curves;
}

/**
 * Reads the files of a study; needs no server.
 *
 * @throws {CliError} bad input, where there is no such study or a file of it cannot be read
 */
export async function readReport(stored: StoreFiles, study: string): Promise<StudyReportView> {
  const folder = studyFolder(stored.root, study);
  const read = async <File>(name: string, parse: (text: string) => Parsed<File>): Promise<File> => {
    const path = join(folder, name);
    const text = await stored.text(path);
    if (text === undefined) {
      throw new CliError(
        EXIT.badInput,
        `Cannot report on ${study}: there is no ${path}\nRATCHET_DATA names the data folder; \`ratchet status\` lists the studies of the server`,
      );
    }
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    throw new CliError(
      EXIT.badInput,
      `Cannot read ${path}:\n${describeIssues(parsed.issues)}\nA worker makes it again from the log when the study goes on`,
    );
  };
  return {
    study,
    routing: await read(ROUTING_FILE, parseRoutingConfig),
    history: await read(HISTORY_FILE, parseMetaLoopHistory),
    feedback: await read(FEEDBACK_FILE, parseHarnessFeedback),
    curves: await readCurves(stored, folder),
  };
}
