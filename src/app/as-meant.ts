import { resolve } from 'node:path';

/** A path as the caller means it, also where a script changed the folder before it started this program. */
export function asMeant(file: string): string {
  return resolve(process.env['INIT_CWD'] || '.', file);
}
