import { hideSecrets } from '../hide-secrets';
import { printable } from '../printable';

const MOST = 2_000;

/** A text as it may leave the house: no control characters, nothing that looks like a key, not too long. */
export function shownText(text: string): string {
  const shown = printable(hideSecrets(text));
  return shown.length <= MOST ? shown : `${shown.slice(0, MOST - 3)}...`;
}
