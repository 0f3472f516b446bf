import { studyFolder } from '../../../activities/store/store-paths';
import { eventsOfLog } from '../audit/events-of-log';
import { CliError, EXIT } from '../cli-error';
import { type Story, storyOf } from './page/story';

/**
 * A study's events, ordered for a report.
 *
 * @throws {CliError} exit code 2 where the log's chain is broken, bad input where it does not begin with an admission
 */
export async function readStory(dataDir: string, study: string): Promise<Story> {
  const story = storyOf(study, await eventsOfLog(studyFolder(dataDir, study)));
  if (story) return story;
  throw new CliError(
    EXIT.badInput,
    `Cannot report on ${study}: its log does not begin with an admission yet`,
  );
}
