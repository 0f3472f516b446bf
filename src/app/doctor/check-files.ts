import type { StoreFiles } from '../../../activities/store/medium';
import { verifyFolder } from '../audit/verify-folder';
import { invocation } from '../invocation';
import { withStore } from '../store/open-store';
import type { Check } from './check';
import { type Found, fault, ok } from './finding';

/** Are the files of every study in order? Read without a replay, which `ratchet audit verify` adds. */
export const checkFiles: Check = {
  name: 'files',
  run: ({ configuration }) =>
    withStore(configuration, async (stored) => {
      const found: Found[] = [];
      for (const study of await stored.studyNames()) found.push(await studyFinding(stored, study));
      return found.length > 0 ? found : [ok(`0 studies in ${stored.root}`)];
    }),
};

async function studyFinding(stored: StoreFiles, study: string): Promise<Found> {
  const request = { stored, study, heads: [], replay: false, progress: () => undefined };
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
