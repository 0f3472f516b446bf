/** A key of fewer characters is a word such as "ollama", which an answer may hold by right. */
const LEAST_SECRET = 12;
const MARK = '[key]';

/** The text with the key taken out, should an endpoint repeat it: as it is, in base64, URL-encoded or as JSON. */
export function withoutKey(text: string, key: string | null): string {
  if (key === null) return text;
  return formsOf(key).reduce((left, form) => left.replaceAll(form, MARK), text);
}

/** The same for whole answers, whose words count: a key that is no secret stays in them. */
export function withoutSecret(text: string, key: string | null): string {
  return key === null || key.length < LEAST_SECRET ? text : withoutKey(text, key);
}

function formsOf(key: string): readonly string[] {
  const inUrl = encodeURIComponent(key);
  const inJson = JSON.stringify(key).slice(1, -1);
  const plain = [
    key,
    inUrl,
    inUrl.replaceAll(/%../g, (code) => code.toLowerCase()),
    inJson,
    // As PHP writes it.
    inJson.replaceAll('/', '\\/'),
  ];
  return [...new Set(key.length < LEAST_SECRET ? plain : [...plain, ...inBase64(key)])];
}

/** Base64 of a text that holds the key anywhere has one of three middles, by where in it the key begins. */
function inBase64(key: string): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + key).toString('base64');
    const first = Math.ceil((before * 8) / 6);
    const middle = encoded.slice(first, Math.floor(((before + key.length) * 8) / 6));
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
