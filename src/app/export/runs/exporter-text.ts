import { z } from 'zod';
import { answerOf } from '../../../../activities/plugins/answer-of';
import type { PluginFile } from '../../../../activities/plugins/plugin-file';
import type { Exporter, ExportedRow } from '../../../plugins/plugin';
import { COLUMNS, rowsOf } from './columns';
import type { MeasuredEvaluation } from './measured-evaluation';

const LIMIT_MS = 60_000;
const EXPECTED = { schema: z.string(), inWords: 'a text' };

/**
 * What a plug-in writes of the runs: it is asked for the beginning, for the rows of each evaluation, and for the end.
 *
 * @throws {RatchetError} `PLUGIN_FAILED`
 */
export async function* exporterText(
  plugin: PluginFile,
  study: string,
  evaluations: AsyncIterable<MeasuredEvaluation>,
): AsyncGenerator<string> {
  const write = (place: Parameters<Exporter>[0]['place'], rows: readonly ExportedRow[]) => {
    const call = { name: 'write', input: { place, study, rows }, limitMs: LIMIT_MS };
    return answerOf(plugin, call, EXPECTED);
  };
  yield await write('begin', []);
  for await (const evaluation of evaluations) {
    const rows = rowsOf(evaluation).map((row) =>
      Object.fromEntries(COLUMNS.map(({ name, of }) => [name, of(row)])),
    );
    yield await write('rows', rows);
  }
  yield await write('end', []);
}
