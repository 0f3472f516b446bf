import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import type { SourceDocument } from './source-document';

/** Finds the places of fields in a document: a field stands where its name does, an entry of a list where it starts. */
export function positionsIn(
  document: Document.Parsed,
  lines: LineCounter,
): SourceDocument['where'] {
  return (path) => {
    let node: unknown = document.contents;
    let offset = offsetOf(node) ?? 0;
    for (const part of path) {
      const step = child(resolved(node, document), part);
      if (step === null) break;
      offset = step.offset ?? offset;
      node = step.node;
    }
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}

interface Step {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function child(node: unknown, part: string | number): Step | null {
  if (isSeq(node) && typeof part === 'number') {
    const entry = node.items[part];
    return entry === undefined ? null : { node: entry, offset: offsetOf(entry) };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  return pair === undefined ? null : { node: pair.value, offset: offsetOf(pair.key) };
}

/** An alias stands where it is written, but what is in it stands at its anchor. */
function resolved(node: unknown, document: Document.Parsed): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'range' in node;
}
