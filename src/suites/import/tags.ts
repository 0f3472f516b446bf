/** Metadata of short texts are tags, `name=value`; the rest has no place in a suite. */
export function tagsOf(metadata: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(metadata).flatMap(([name, value]) =>
    [value].flat().every(isShort) ? [value].flat().map((each) => `${name}=${String(each)}`) : [],
  );
}

/** The names of metadata that are no tags. */
export function untagged(metadata: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(metadata).flatMap(([name, value]) =>
    [value].flat().every(isShort) ? [] : [name],
  );
}

function isShort(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && String(value).length <= 60;
}
