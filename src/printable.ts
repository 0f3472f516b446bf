/**
 * The text with control characters written out (`\u001b`), line ends and tabs left: nothing in it moves a terminal's
 * cursor. So are those that turn the direction of what follows or are not seen at all: nothing in it reads otherwise
 * than it is.
 */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]|[\p{Bidi_C}\u200b\u2060\ufeff]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
