import { readTextFile } from '../../../activities/input/read-text-file';
import { entryOfBfcl } from '../../suites/import/bfcl-entry';
import { oneOf, together } from '../../suites/import/imported';
import type { Placed } from '../../suites/import/imported';
import { jsonLines } from '../../suites/import/json-lines';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import type { Format } from './format';

/** Questions and answers of the Berkeley function calling leaderboard. */
export const bfcl: Format = {
  about: 'JSON Lines of the Berkeley function calling leaderboard, with --answers or --no-call-due',
  takes: ['answers', 'callDue'],
  read: async (file, { answers, callDue }, reader) => {
    if (answers === undefined && callDue) {
      throw new CliError(
        EXIT.badInput,
        'Cannot tell what is right: name the answer file with --answers, or say --no-call-due',
      );
    }
    const right = answers === undefined ? null : await answersById(asMeant(answers));
    const questions = await lines(file);
    return together(
      questions.map(({ at, value }) =>
        oneOf(
          entryOfBfcl({ at, question: value, answer: right && right.get(idOf(value)) }, reader),
        ),
      ),
    );
  },
};

async function answersById(file: string): Promise<ReadonlyMap<string, unknown>> {
  return new Map((await lines(file)).map(({ value }) => [idOf(value), value]));
}

function idOf(value: unknown): string {
  return String(Object(value).id);
}

/** Its files are called `.json`, and are JSON Lines. */
async function lines(file: string): Promise<readonly Placed[]> {
  return jsonLines(await readTextFile(file, 'SUITE_INVALID'), file);
}
