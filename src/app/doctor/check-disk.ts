import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isFolder } from '../../../activities/store/disk';
import type { Check } from './check';
import { fault, ok, warning } from './finding';

const GIB = 1024 ** 3;
/** Free space, in GiB: a cycle of a large suite writes some tens of MiB of transcripts. */
const FAULT_BELOW = 0.1;
const WARN_BELOW = 1;

/** Is there space for what studies write? */
export const checkDisk: Check = {
  name: 'disk',
  run: async ({ configuration: { dataDir } }) => {
    const { bavail, bsize, ffree, files } = await statfs(await nearestFolder(dataDir));
    const gib = (bavail * bsize) / GIB;
    const text = `${gib.toFixed(1)} GiB free for ${dataDir}`;
    const mend = `free some space (du -sh ${dataDir}/studies/*), or move the folder and set RATCHET_DATA`;
    if (files > 0 && ffree === 0)
      return [fault(`no file can be made for ${dataDir}: 0 inodes free`, mend)];
    if (gib < FAULT_BELOW) return [fault(`${text}: studies will stop at a full disk`, mend)];
    return [gib < WARN_BELOW ? warning(text, mend) : ok(text)];
  },
};

/** A data folder that is not there yet will be on the disk of the folder that it is made in. */
async function nearestFolder(path: string): Promise<string> {
  return (await isFolder(path)) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
