import { hostname } from 'node:os';
import { errorCode } from './disk';
import { thisPlace } from './place';
import { processStart } from './process-start';

/** Who holds a lock: a process number alone would name another process after a while, or on another machine. */
export interface Owner {
  readonly pid: number;
  readonly started: string | null;
  /** Where its number means it; null: not known. */
  readonly place: string | null;
  /** For people: machines may share a name. */
  readonly host: string;
  /** ISO 8601, by the owner's clock; for people. */
  readonly since: string;
  /** Tells this hold from every other one. */
  readonly token: string;
}

/** Is the owner alive? `unknown`: it is elsewhere, so only its renewals tell. */
export type Life = 'alive' | 'dead' | 'unknown';

/** What a process is known by. @param place - another than this one's: for tests that play another machine */
export async function thisProcess(place?: string): Promise<Omit<Owner, 'since' | 'token'>> {
  return {
    pid: process.pid,
    started: await processStart(process.pid),
    place: place ?? (await thisPlace()),
    host: hostname(),
  };
}

/** What this process can tell of the owner from the owner's number. */
export async function lifeOf(owner: Owner | null, here: string | null): Promise<Life> {
  if (owner === null || here === null || owner.place !== here) return 'unknown';
  const started = await processStart(owner.pid);
  if (started !== null) return owner.started === started ? 'alive' : 'dead';
  return isHidden(owner.pid) ? 'unknown' : 'dead';
}

/** A process that may not be looked at (`hidepid`) is there all the same. */
function isHidden(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
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
  const fields = new Map<string, unknown>(Object.entries(value ?? {}));
  const texts = ['host', 'since', 'token'].map((name) => fields.get(name));
  const known = ['started', 'place'].map((name) => fields.get(name));
  return (
    Number.isSafeInteger(fields.get('pid')) &&
    texts.every((text) => typeof text === 'string') &&
    known.every((text) => text === null || typeof text === 'string')
  );
}

/** `process 71 on atlas, since 2026-01-02T03:04:05.000Z,`, for messages. */
export function describeOwner(owner: Owner | null): string {
  if (owner === null) return 'a process that did not write its name';
  return `process ${owner.pid} on ${owner.host}, since ${owner.since},`;
}
