import { studyNames } from '../../../activities/store/study-names';
import { verifyFolder } from '../audit/verify-folder';
import { invocation } from '../invocation';
import type { Check } from './check';
import { type Found, fault, ok } from './finding';

/** Are the files of every study in order? Read without a replay, which `ratchet audit verify` adds. */
export const checkFiles: Check = {
  name: 'files',
  run: async ({ configuration: { dataDir } }) => {
    const found: Found[] = [];
    for (const study of await studyNames(dataDir)) found.push(await studyFinding(dataDir, study));
    return found.length > 0 ? found : [ok(`0 studies in ${dataDir}`)];
  },
};

async function studyFinding(dataDir: string, study: string): Promise<Found> {
  const request = { dataDir, study, heads: [], replay: false, progress: () => undefined };
  const mend = invocation(`audit verify ${study}`);
  try {
    const { findings } = await verifyFolder(request);
    const [first] = findings;
    if (first === undefined) return ok(`${study}: its files are in order`);
    return fault(
      `${study}: ${findings.length} differences, the first in ${first.file}, ${first.at}`,
      mend,
    );
  } catch (error) {
    return fault(`${study}: ${error instanceof Error ? error.message : String(error)}`, mend);
  }
}
