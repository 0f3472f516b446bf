import { access } from 'node:fs/promises';

/** Whether there is something under this path. */
export async function fileExists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
