import { parseModels } from '../../src/models/parse-models';
import { issuesError } from '../input/describe-issues-in';
import { readDocument } from '../input/read-document';
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
  if (!parsed.ok) throw issuesError(document, parsed.issues, 'MODELS_INVALID');
  return parsed.value;
}
