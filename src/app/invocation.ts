import { delimiter, dirname, relative } from 'node:path';

/** A command of this program as the person who called it would write it: what is printed can be pasted. */
export function invocation(words: string): string {
  const { npm_lifecycle_event: script, PATH: path = '' } = process.env;
  if (script === 'ratchet') return `npm run ratchet -- ${words}`;
  return `${programAsCalled(process.argv[1] ?? '', path)} ${words}`;
}

/** `bin/ratchet` in a clone; `ratchet` where a shell finds it, or where another program runs this one. */
export function programAsCalled(file: string, path: string, folder = process.cwd()): string {
  const isOnPath = path.split(delimiter).includes(dirname(file));
  const below = relative(folder, file);
  return below.endsWith('bin/ratchet') && !below.startsWith('..') && !isOnPath ? below : 'ratchet';
}
