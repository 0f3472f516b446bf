import { dirname, resolve } from 'node:path';
import { RatchetError } from '../../src/errors';
import { hideSecrets } from '../../src/hide-secrets';
import { parseModels } from '../../src/models/parse-models';
import { describeIssuesIn } from '../input/describe-issues-in';
import { readDocument } from '../input/read-document';
import { pluginFile } from '../plugins/plugin-file';
import type { ModelEntry } from '../ports';

/**
 * Loads the models file. Keys are not looked up yet: they are needed only for models that are asked.
 *
 * @param file - path of a YAML or JSON file
 * @throws {RatchetError} `MODELS_INVALID`, naming file, line, column and field
 */
export async function loadModels(file: string): Promise<Readonly<Record<string, ModelEntry>>> {
  const document = await readDocument(file, 'MODELS_INVALID');
  const parsed = parseModels(document.value);
  if (!parsed.ok) {
    const lines = describeIssuesIn(document, parsed.issues, hideSecrets);
    throw new RatchetError('MODELS_INVALID', lines.join('\n'));
  }
  const entries = Object.entries(parsed.value);
  const loaded = entries.map(
    async ([name, entry]) => [name, await withPlugin(entry, file)] as const,
  );
  return Object.fromEntries(await Promise.all(loaded));
}

/** The entry with its plug-in found beside the models file, and its hash. */
async function withPlugin(entry: ModelEntry, modelsFile: string): Promise<ModelEntry> {
  if (!entry.plugin) return entry;
  const plugin = await pluginFile(
    resolve(dirname(resolve(modelsFile)), entry.plugin.file),
    'MODELS_INVALID',
  );
  return { ...entry, plugin };
}
