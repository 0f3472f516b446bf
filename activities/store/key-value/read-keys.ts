import type { StoreFiles } from '../medium';
import { nameBelow } from '../name-below';
import { fileKey, folderPrefix, namesIn, segmentsOf, STUDIES_PREFIX, studiesIn } from './keys';
import { lengthOf, linesBefore, linesWithin, type Segments } from './segments';

/** Reads a store from keys and their values. */
export function readKeys(logs: Segments, root: string): StoreFiles {
  const { store } = logs;
  const nameOf = (path: string) => nameBelow(root, path);
  return {
    root,
    bytes,
    text: async (path) => (await bytes(path))?.toString('utf8'),
    isThere: async (path) => {
      const key = fileKey(nameOf(path));
      const [alike, parts] = [await store.list(key), segmentsOf(nameOf(path))];
      return alike.some((each) => each === key || each.startsWith(parts));
    },
    namesBelow: async (folder) => {
      const name = nameOf(folder);
      return namesIn(name, await store.list(folderPrefix(name)));
    },
    studyNames: async () => studiesIn(await store.list(STUDIES_PREFIX)),
    lookAtLog: async (path) => ({ path, bytes: await lengthOf(logs, nameOf(path)) }),
    linesFrom: (log, start) => linesWithin(logs, nameOf(log.path), { start, end: log.bytes }),
    linesBackwards: (log) => linesBefore(logs, nameOf(log.path), log.bytes),
  };

  async function bytes(path: string): Promise<Buffer | undefined> {
    const name = nameOf(path);
    const value = await store.read(fileKey(name));
    if (value) return Buffer.from(value.content);
    const end = await lengthOf(logs, name);
    if (end === 0) return undefined;
    const lines: string[] = [];
    for await (const line of linesWithin(logs, name, { start: 0, end })) lines.push(`${line}\n`);
    return Buffer.from(lines.join(''));
  }
}
