/** Which key holds what. Nothing else of the store knows keys. */
export const FORMAT_KEY = 'format';
export const LOCK_KEY = 'lock';

const FILES = 'files/';
const STUDIES = 'study/';

/** @param name - of a file, below the store's root */
export function fileKey(name: string): string {
  if (/^[\w.-]+(\/[\w.-]+)*$/.test(name)) return FILES + name;
  throw new Error(`${JSON.stringify(name)} cannot be a key: expected A-Z a-z 0-9 . _ - and /`);
}

/** Of a part of a log. @param start - its first byte's place in the log */
export function segmentKey(log: string, start: number): string {
  return `${segmentsOf(log)}${String(start).padStart(16, '0')}`;
}

/** What the keys of a log's parts begin with. */
export function segmentsOf(log: string): string {
  return `${fileKey(log)}/lines-`;
}

/** Where the parts of a log begin, in order. */
export function startsIn(log: string, keys: readonly string[]): readonly number[] {
  const { length } = segmentsOf(log);
  return keys.map((key) => Number(key.slice(length))).toSorted((one, other) => one - other);
}

/** What the keys below a folder begin with. @param folder - empty for the root */
export function folderPrefix(folder: string): string {
  return folder === '' ? FILES : `${fileKey(folder)}/`;
}

/** The files and logs that keys are of, by their names below the folder, in order. */
export function namesIn(folder: string, keys: readonly string[]): readonly string[] {
  const { length } = folderPrefix(folder);
  const names = keys.map((key) => key.slice(length).replace(/\/lines-\d{16}$/, ''));
  return [...new Set(names)].toSorted();
}

export function studyKey(study: string): string {
  return STUDIES + study;
}

/** In the order of their names. */
export function studiesIn(keys: readonly string[]): readonly string[] {
  return keys.map((key) => key.slice(STUDIES.length)).toSorted();
}

/** What the keys of studies begin with. */
export const STUDIES_PREFIX = STUDIES;
