/** A command of this program as the person who called it would write it. */
export function invocation(words: string): string {
  return process.env['npm_lifecycle_event'] === 'ratchet'
    ? `npm run ratchet -- ${words}`
    : `ratchet ${words}`;
}
