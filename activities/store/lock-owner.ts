/** Who holds a lock: a process number alone would name another process after a while. */
export interface Owner {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

/** Reads a lock's text; null where it is not, or not yet, an owner. */
export function parseOwner(text: string): Owner | null {
  const value = jsonOrNull(text);
  return isOwner(value) ? value : null;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== 'object' || value === null) return false;
  if (!('pid' in value && 'started' in value && 'host' in value)) return false;
  const { pid, started, host } = value;
  return typeof pid === 'number' && typeof started === 'string' && typeof host === 'string';
}

/** `process 71 on atlas`, for messages. */
export function describeOwner(owner: Owner | null): string {
  return owner === null ? 'an unknown process' : `process ${owner.pid} on ${owner.host}`;
}
