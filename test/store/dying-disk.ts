import type fs from 'node:fs/promises';

/** A disk that takes so many changes and then none: what a process leaves behind that dies there. */
export interface DyingDisk {
  /** Changes that it was asked for. */
  changes(): number;
  /** Makes the disk whole again. */
  revive(): void;
}

/**
 * Counts every change that is made through `node:fs/promises` and refuses the n-th and all after it.
 * The n-th is carried out by half where it is a write of bytes.
 */
export function dyingDisk(disk: typeof fs, lastsUntil: number): DyingDisk {
  let changes = 0;
  const { rename, rm, mkdir, open } = disk;
  const spies = [
    jest.spyOn(disk, 'rename').mockImplementation(refusing(rename)),
    jest.spyOn(disk, 'rm').mockImplementation(refusing(rm)),
    jest.spyOn(disk, 'mkdir').mockImplementation(refusing(mkdir)),
    jest.spyOn(disk, 'open').mockImplementation(watchedOpen),
  ];
  return {
    changes: () => changes,
    revive() {
      for (const spy of spies) spy.mockRestore();
    },
  };

  function refusing<Call extends (...args: never[]) => Promise<unknown>>(call: Call): Call {
    const refused = (...args: Parameters<Call>) => {
      changes += 1;
      return changes >= lastsUntil ? Promise.reject(death()) : call(...args);
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same call, refused at times
    return refused as unknown as Call;
  }

  async function watchedOpen(
    ...[path, flags, mode]: Parameters<typeof fs.open>
  ): Promise<fs.FileHandle> {
    if (flags !== 'r') await refusing(async () => {})();
    const file = await open(path, flags, mode);
    file.sync = refusing(file.sync.bind(file));
    file.truncate = refusing(file.truncate.bind(file));
    file.writeFile = refusing(file.writeFile.bind(file));
    watchWrites(file);
    return file;
  }

  /** Half of the bytes that the disk dies over are written. */
  function watchWrites(file: fs.FileHandle): void {
    const write = file.write.bind(file);
    const half = async (...[bytes, from, length, at]: [Uint8Array, number, number, number]) => {
      changes += 1;
      if (changes < lastsUntil) return write(bytes, from, length, at);
      if (changes === lastsUntil) await write(bytes, from, Math.floor(length / 2), at);
      throw death();
    };
    Object.defineProperty(file, 'write', { value: half });
  }
}

function death(): Error {
  return new Error('The machine stops here');
}
