/** What a JSON Schema, as zod writes it, says of a value. */
export interface SchemaNode {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly $ref?: string;
}

const MOST_DEPTH = 6;

/** A row per field, nested ones by their path; `<name>` stands for a name of one's own, `[]` for each of a list. */
export function rowsOf(node: SchemaNode, path = '', depth = 0): readonly string[] {
  if (depth > MOST_DEPTH) return [];
  const { additionalProperties: each, items } = node;
  const rows = [
    ...Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [rowOf(at, field, node), ...rowsOf(field, at, depth + 1)];
    }),
    ...(typeof each === 'object' ? rowsOf(each, `${path}.<name>`, depth + 1) : []),
    ...(items === undefined ? [] : rowsOf(items, `${path}[]`, depth + 1)),
    ...waysOf(node).flatMap((way) => rowsOf(way, path, depth + 1)),
  ];
  return [...new Set(rows)];
}

function rowOf(path: string, field: SchemaNode, { required = [] }: SchemaNode): string {
  const needed = required.includes(path.split('.').at(-1) ?? '') ? 'yes' : '';
  return `| \`${path}\` | ${needed} | ${valueOf(field)} | ${cell(field.description ?? '')} |`;
}

function waysOf({ anyOf = [], oneOf = [] }: SchemaNode): readonly SchemaNode[] {
  return [...anyOf, ...oneOf];
}

function valueOf(node: SchemaNode): string {
  const ways = waysOf(node);
  if (ways.length > 0) return [...new Set(ways.map(valueOf))].join(' or ');
  const chosen = node.const === undefined ? node.enum : [node.const];
  return chosen?.map((each) => `\`${String(each)}\``).join(', ') ?? kindOf(node);
}

function kindOf(node: SchemaNode): string {
  if (node.items) return `list of ${valueOf(node.items)}`;
  if (typeof node.additionalProperties === 'object') {
    const each = valueOf(node.additionalProperties);
    return each === 'anything' ? 'names with values' : `names with ${each}`;
  }
  if (node.pattern !== undefined) return `text like \`${cell(node.pattern)}\``;
  return `${String(node.type ?? 'anything')}${rangeOf(node)}`;
}

function rangeOf({ minimum, maximum, exclusiveMinimum }: SchemaNode): string {
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  if (minimum === undefined && maximum === undefined) return '';
  if (maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER) return `, at least ${minimum}`;
  return minimum === undefined ? `, at most ${maximum}` : `, ${minimum} to ${maximum}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
