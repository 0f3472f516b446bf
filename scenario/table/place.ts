import { isObject } from '../json';

/** What is wrong with a table, a suite or a control message: one line per field. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly issues: readonly string[];

  constructor(what: string, issues: readonly string[]) {
    super(`Cannot use ${what}:\n${issues.map((issue) => `  ${issue}`).join('\n')}`);
    this.issues = issues;
  }
}

interface Bounds {
  readonly min: number;
  readonly max?: number;
  readonly whole?: boolean;
}

/** A place in an untrusted document: reads what stands there, or notes what was expected instead. */
export class Place {
  readonly value: unknown;
  readonly path: string;
  readonly #issues: string[];

  constructor(value: unknown, path: string, issues: string[]) {
    this.value = value;
    this.path = path;
    this.#issues = issues;
  }

  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The field of an object; absent where this is none. */
  at(field: string): Place {
    const value = isObject(this.value) ? this.value[field] : undefined;
    return new Place(value, this.path === '' ? field : `${this.path}.${field}`, this.#issues);
  }

  /** Notes every field that has no meaning here. */
  onlyFields(known: readonly string[]): void {
    for (const [field, place] of this.entries()) {
      if (!known.includes(field)) place.complain(`no such field, but one of ${known.join(', ')}`);
    }
  }

  entries(): readonly (readonly [string, Place])[] {
    if (isObject(this.value)) {
      return Object.keys(this.value).map((field) => [field, this.at(field)] as const);
    }
    this.complain('an object with named fields');
    return [];
  }

  list(): readonly Place[] {
    if (Array.isArray(this.value)) {
      return this.value.map(
        (entry, index) => new Place(entry, `${this.path}[${index}]`, this.#issues),
      );
    }
    this.complain('a list');
    return [];
  }

  text(): string {
    if (typeof this.value === 'string' && this.value !== '') return this.value;
    this.complain('text');
    return '';
  }

  flag(): boolean {
    if (typeof this.value === 'boolean') return this.value;
    this.complain('true or false');
    return false;
  }

  number(bounds: Bounds): number {
    if (typeof this.value === 'number' && fits(this.value, bounds)) return this.value;
    this.complain(wording(bounds));
    return bounds.min;
  }

  count(min = 0): number {
    return this.number({ min, whole: true });
  }

  word<T extends string>(words: readonly [T, ...T[]] | readonly T[], fallback: T): T {
    const found = words.find((word) => word === String(this.value));
    if (found !== undefined) return found;
    this.complain(`one of ${words.join(', ')}`);
    return fallback;
  }

  complain(expected: string): void {
    this.#issues.push(
      `${this.path === '' ? '(document)' : this.path}: expected ${expected}; found ${shown(this.value)}`,
    );
  }
}

/** Reads a whole document. @throws {TableError} naming every bad field */
export function readDocument<T>(what: string, value: unknown, read: (root: Place) => T): T {
  const issues: string[] = [];
  const result = read(new Place(value, '', issues));
  if (issues.length > 0) throw new TableError(what, issues);
  return result;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function fits(value: number, { min, max = Infinity, whole = false }: Bounds): boolean {
  return value >= min && value <= max && (!whole || Number.isInteger(value));
}

function wording({ min, max, whole = false }: Bounds): string {
  const range = max === undefined ? `of ${min} or more` : `from ${min} to ${max}`;
  return `a ${whole ? 'whole ' : ''}number ${range}`;
}
