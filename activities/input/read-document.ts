import type { ErrorCode } from '../../src/errors';
import { parseDocumentText } from './parse-document-text';
import { readTextFile } from './read-text-file';
import type { SourceDocument } from './source-document';

/**
 * Reads a file of input: JSON where its name ends in `.json`, else YAML 1.2.
 *
 * @throws {RatchetError} `code` when it cannot be read, naming file, line and column
 */
export async function readDocument(
  file: string,
  code: ErrorCode,
  { merge = false }: { readonly merge?: boolean } = {},
): Promise<SourceDocument> {
  return parseDocumentText(await readTextFile(file, code), { file, code, merge });
}
