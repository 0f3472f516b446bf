import type { PluginFile } from '../../../../activities/plugins/plugin-file';
import { replaceFile } from '../../../../activities/store/disk';
import type { FileContent } from '../../../../activities/store/disk';
import { version } from '../../../../package.json';
import { csvOf } from './csv';
import { exporterText } from './exporter-text';
import { inspectFiles } from './inspect/inspect-files';
import type { MeasuredEvaluation } from './measured-evaluation';
import { otelOf } from './otel';
import { parquetOf } from './parquet';
import { promptfooFiles } from './promptfoo/promptfoo-files';
import type { RunTarget } from './run-targets';
import { type NamedText, writeFolder } from './write-folder';

type Evaluations = AsyncIterable<MeasuredEvaluation>;

const FILES: Readonly<Partial<Record<RunTarget, (from: Evaluations) => FileContent>>> = {
  csv: csvOf,
  parquet: parquetOf,
  otel: (from) => otelOf(from, version),
};

const FOLDERS: Readonly<
  Partial<Record<RunTarget, (from: Evaluations) => AsyncIterable<NamedText>>>
> = {
  inspect: (from) => inspectFiles(from, version),
  promptfoo: promptfooFiles,
};

/** For whom runs are written, and where. */
export interface Destination {
  readonly study: string;
  readonly to: RunTarget | PluginFile;
  /** Absolute path of the file or folder. */
  readonly output: string;
}

/**
 * Writes runs for another program: one file, or a folder of files. It is there whole, or not at all.
 *
 * @param asked.output - absolute; a folder must be a new one, or empty
 * @returns names of the files
 * @throws {RatchetError} `STORE_UNWRITABLE`, `PLUGIN_FAILED`
 * @throws {CliError} bad input, where the folder is not empty
 */
export async function writeRuns(
  { study, to, output }: Destination,
  evaluations: Evaluations,
): Promise<readonly string[]> {
  if (typeof to !== 'string') {
    await replaceFile(output, exporterText(to, study, evaluations));
    return [output];
  }
  const folder = FOLDERS[to];
  if (folder) return writeFolder(output, folder(evaluations));
  const file = FILES[to];
  if (!file) throw new RangeError(`Cannot write runs for ${to}`);
  await replaceFile(output, file(evaluations));
  return [output];
}
