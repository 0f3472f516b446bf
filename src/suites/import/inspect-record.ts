/** The fields of a sample that a data set may call otherwise: those of Inspect's `FieldSpec`. */
export const SAMPLE_FIELDS = ['input', 'target', 'choices', 'id', 'metadata', 'sandbox', 'files', 'setup'] as const;

export type SampleField = (typeof SAMPLE_FIELDS)[number];

/** Under which names a data set has the fields of a sample; metadata may be several fields. */
export type InspectFields = Partial<Readonly<Record<SampleField, readonly string[]>>>;

/** A record of a data set as a sample, as Inspect reads it: what is empty is absent, and CSV has texts for lists. */
export function sampleOfRecord(record: unknown, fields: InspectFields): Readonly<Record<string, unknown>> {
  const named = SAMPLE_FIELDS.map((field) => [field, valueOf(record, field, fields[field])] as const);
  return Object.fromEntries(named.filter(([, value]) => !isEmpty(value)));
}

function valueOf(record: unknown, field: SampleField, names: readonly string[] = [field]): unknown {
  const [name = field] = names;
  const value: unknown = Object(record)[name];
  if (field !== 'metadata') return field === 'choices' ? choicesIn(value) : value;
  if (names.length === 1 && name === 'metadata') return fromJson(value);
  return Object.fromEntries(
    names.flatMap((each) => {
      const found: unknown = Object(record)[each];
      return isEmpty(found) ? [] : [[each, found]];
    }),
  );
}

/** Between commas or, without any, between spaces; a text may also be a list in JSON. */
function choicesIn(value: unknown): unknown {
  const read = fromJson(value);
  if (typeof read !== 'string') return read;
  const parts = read.includes(',') ? read.split(',') : read.split(/\s+/);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
