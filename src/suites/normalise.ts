/**
 * A text as it is compared: two texts are the same when these are.
 *
 * Compatible characters unified (NFKC), case set aside, white space collapsed, dashes, apostrophes and quotation marks
 * of one kind, surrounding quotation marks and one trailing full stop dropped. Nothing inside is dropped, so a text
 * with a word more is another text.
 */
export function normalise(text: string): string {
  return withoutWrapping(plain(text));
}

/** Only the words of a text, one space between them: letters and digits, without punctuation, capitals or layout. */
export function wordsOf(text: string): string {
  return plain(text)
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018-\u201B\u2032`\u00B4\u02BC]/g, "'")
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/\s+/g, ' ');
}

/** Until nothing wraps it any more: quotation marks may stand inside a full stop and outside of one. */
function withoutWrapping(text: string): string {
  let inner = text.trim();
  for (;;) {
    const unwrapped = withoutStop(withoutQuotes(inner));
    if (unwrapped === inner) return inner;
    inner = unwrapped;
  }
}

function withoutQuotes(text: string): string {
  const first = text.charAt(0);
  const quoted = (first === '"' || first === "'") && text.length > 2 && text.endsWith(first);
  return quoted ? text.slice(1, -1).trim() : text;
}

/** A stop after a space or another stop belongs to the text: an ellipsis, a folder named "." */
function withoutStop(text: string): string {
  return /[^.\s]\.$/.test(text.slice(-2)) ? text.slice(0, -1) : text;
}
