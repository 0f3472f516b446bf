import { RatchetError } from '../../src/errors';
import { hideSecrets } from '../../src/hide-secrets';
import { parseModels } from '../../src/models/parse-models';
import { describeIssuesIn } from '../input/describe-issues-in';
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
  if (!parsed.ok) {
    const lines = describeIssuesIn(document, parsed.issues, hideSecrets);
    throw new RatchetError('MODELS_INVALID', lines.join('\n'));
  }
  return parsed.value;
}
