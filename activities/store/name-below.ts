import { sep } from 'node:path';

/** The name of a path where names are kept instead of files; empty for the root itself. */
export function nameBelow(root: string, path: string): string {
  if (path !== root && !path.startsWith(root + sep)) {
    throw new Error(`${path} is not below the store's root ${root}`);
  }
  return path
    .slice(root.length + 1)
    .split(sep)
    .join('/');
}

/** The study that a name is of; undefined for what is of none. */
export function studyOf(name: string): string | undefined {
  return /^studies\/([^/]+)/.exec(name)?.[1];
}
