import { readDocument } from '../../../activities/input/read-document';
import { type DraftTool, toolsOf } from '../../suites/import/tools-of';
import { CliError, EXIT } from '../cli-error';

/**
 * The tools of a file: a list in any usual form, or an object with such a list as `tools`, a suite for one.
 *
 * @throws {CliError | RatchetError} where it has none
 */
export async function toolsIn(file: string): Promise<readonly DraftTool[]> {
  const { value } = await readDocument(file, 'SUITE_INVALID');
  const tools = toolsOf(Array.isArray(value) ? value : Object(value).tools);
  if (tools !== null) return tools;
  throw new CliError(
    EXIT.badInput,
    `Cannot read tools from ${file}: expected a list of {name, description, parameters}, or tools: with such a list`,
  );
}
