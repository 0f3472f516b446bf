/** One line for people, on standard error: standard output belongs to programs. */
export function log(line: string): void {
  process.stderr.write(`embedded-model: ${line}\n`);
}

/** A duration as people read it: `840 ms`, `12.3 s`. */
export function shownDuration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A size as people read it, in decimal megabytes. */
export function shownSize(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
