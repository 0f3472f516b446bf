import { type Document, LineCounter, parseDocument } from 'yaml';
import { type ErrorCode, RatchetError } from '../../src/errors';
import { hideSecrets } from '../../src/hide-secrets';
import { nestsDeeper } from './flow-depth';
import { nameTrouble } from './name-trouble';
import { positionsIn } from './positions';
import type { Position, SourceDocument } from './source-document';

/** Deepest nesting that a document may have. */
const MAX_DEPTH = 64;
/** How often aliases may be expanded in all: enough for people, too little for a document that explodes. */
const MAX_ALIASES = 100;

export interface DocumentSource {
  /** Its name in messages; one that ends in `.json` must be JSON. */
  readonly file: string;
  readonly code: ErrorCode;
  /** Does `<<: *name` merge the fields of another object in, as in YAML 1.1? */
  readonly merge?: boolean;
}

/**
 * Reads text as YAML 1.2 or, by the name of its file, as JSON.
 *
 * @throws {RatchetError} `code` for what is not valid, nests deeper than 64 levels, or expands more than 100 aliases
 */
export function parseDocumentText(text: string, source: DocumentSource): SourceDocument {
  if (nestsDeeper(text, MAX_DEPTH)) throw tooDeep(source);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    merge: source.merge === true,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw syntaxError(source, { line, column: col }, inWords(problem));
  }
  const trouble = nameTrouble(document);
  if (trouble !== null) {
    const { line, col } = lines.linePos(trouble.offset);
    throw syntaxError(source, { line, column: col }, trouble.message);
  }
  if (source.file.endsWith('.json')) assertJson(text, source, lines);
  return {
    file: source.file,
    value: valueOf(document, source),
    where: positionsIn(document, lines),
  };
}

function inWords({ code, message }: { code: string; message: string }): string {
  if (code === 'RESOURCE_EXHAUSTION') return 'nested too deeply';
  if (code === 'MULTIPLE_DOCS') return 'expected one document, and a second one starts here';
  if (code === 'TAG_RESOLVE_FAILED') return `${message}; tags of your own are not read`;
  return message;
}

/** YAML takes more than JSON does: comments, single quotes, trailing commas. */
function assertJson(text: string, source: DocumentSource, lines: LineCounter): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const offset = /at position (\d+)/.exec(message)?.[1];
    const { line, col } =
      offset === undefined ? { line: 1, col: 1 } : lines.linePos(Number(offset));
    throw syntaxError(source, { line, column: col }, `not JSON: ${message}`);
  }
}

function valueOf(document: Document.Parsed, source: DocumentSource): unknown {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new RatchetError(
      source.code,
      `Cannot read ${source.file}: ${hideSecrets(message)}; write repeated parts out instead of using aliases`,
      { cause },
    );
  }
  if (depthOf(value) > MAX_DEPTH) throw tooDeep(source);
  return value;
}

function tooDeep({ file, code }: DocumentSource): RatchetError {
  return new RatchetError(code, `Cannot read ${file}: it nests deeper than ${MAX_DEPTH} levels`);
}

/** Levels of lists and objects, counted level by level so that depth costs no stack. */
function depthOf(value: unknown): number {
  let depth = 0;
  let level: readonly object[] = [value].filter(isContainer);
  while (level.length > 0 && depth <= MAX_DEPTH) {
    depth += 1;
    level = level.flatMap((container) => Object.values(container)).filter(isContainer);
  }
  return depth;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function syntaxError(
  { file, code }: DocumentSource,
  { line, column }: Position,
  message: string,
): RatchetError {
  return new RatchetError(code, `Cannot read ${file}:${line}:${column}: ${hideSecrets(message)}`);
}
