import { sha256 } from '../store/sha256';

/** The same for the same thing of the same store, whoever sends it; without a dot, which separates what is signed. */
export function notificationId(store: string, ...parts: readonly (string | number)[]): string {
  return `msg_${sha256(JSON.stringify([store, ...parts])).slice(0, 32)}`;
}
