/** The regular expression of RE2 that this text alone matches. */
export function quotedPattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
