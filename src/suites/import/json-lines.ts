import { RatchetError } from '../../errors';

/** The values of a JSON Lines text, each with its place; empty lines are none. */
export function jsonLines(
  text: string,
  file: string,
): readonly { readonly at: string; readonly value: unknown }[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const at = `${file}:${index + 1}`;
    try {
      return [{ at, value: JSON.parse(line) as unknown }];
    } catch (cause) {
      throw new RatchetError(
        'SUITE_INVALID',
        `Cannot read ${at}: expected one JSON value per line (${cause instanceof Error ? cause.message : String(cause)})`,
        { cause },
      );
    }
  });
}
