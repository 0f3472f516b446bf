/** `skipped`: the check could not be made, and its line says why. Only a `fault` makes `ratchet doctor` fail. */
export type State = 'ok' | 'warning' | 'fault' | 'skipped';

/** What one check found about one thing. */
export interface Finding {
  /** The check's name, stable: programs match on it. */
  readonly check: string;
  readonly state: State;
  /** One line, with the number that was found. */
  readonly text: string;
  /** What to do about it, a command where one does it; null where there is nothing to do. */
  readonly mend: string | null;
}

/** A finding before it is known whose it is. */
export type Found = Omit<Finding, 'check'>;

export function ok(text: string): Found {
  return { state: 'ok', text, mend: null };
}

export function warning(text: string, mend: string): Found {
  return { state: 'warning', text, mend };
}

export function fault(text: string, mend: string): Found {
  return { state: 'fault', text, mend };
}

export function skipped(why: string): Found {
  return { state: 'skipped', text: `not checked: ${why}`, mend: null };
}
