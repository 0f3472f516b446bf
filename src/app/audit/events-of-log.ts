import { join } from 'node:path';
import type { StoreFiles } from '../../../activities/store/medium';
import { checkChain } from '../../audit/check-chain';
import { eventOf } from '../../history/decision-log';
import { parseDecisionLine } from '../../history/parse-decision-line';
import type { StudyEvent } from '../../history/study-event';
import { LOG_FILE } from '../../history/study-files';
import { CliError, EXIT } from '../cli-error';
import { nodeTools } from './node-tools';

/**
 * A study's events as its log has them.
 *
 * @throws {CliError} exit code 2 where the chain of its lines is broken
 */
export async function eventsOfLog(
  stored: StoreFiles,
  folder: string,
): Promise<readonly StudyEvent[]> {
  const path = join(folder, LOG_FILE);
  const bytes = (await stored.bytes(path)) ?? new Uint8Array();
  const { lines, finding } = checkChain(bytes, parseDecisionLine, nodeTools);
  if (!finding) return lines.map(({ value }) => eventOf(value));
  const { at, expected, found } = finding;
  throw new CliError(EXIT.differs, `${path}, ${at}: expected ${expected}, found ${found}`);
}
