/** As many as a message can hold. */
const MOST_NAMES = 20;

/** `terse, polite and 7 more`: the names that there are, of very many the first. */
export function someNames(names: readonly string[], separator = ', '): string {
  const told = names.slice(0, MOST_NAMES).join(separator);
  return names.length <= MOST_NAMES ? told : `${told} and ${names.length - MOST_NAMES} more`;
}
