import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { StoreFiles } from '../../../activities/store/medium';
import { ARCHIVE_FOLDER, historyName } from '../../audit/archive';
import { isPlan, isRunResult } from '../../audit/parse-evaluation';
import { readRun } from '../../audit/read-run';
import { charactersAt, heldOutIndices, steeringIndices } from '../../suites/mask';
import type { LetterGrid } from './page/grid';

/** An evaluation whose letters a report shows. */
export interface WantedLetters {
  readonly evaluation: string;
  readonly specId: string;
  /** Why it is shown: `first baseline`. */
  readonly role: string;
}

/**
 * The letters of some evaluations, run by run, from the archived histories.
 *
 * @returns fewer than wanted: the open cycle's histories are not archived yet
 */
export async function readLetters(
  stored: StoreFiles,
  studyFolder: string,
  wanted: readonly WantedLetters[],
): Promise<readonly LetterGrid[]> {
  const archive = join(studyFolder, ARCHIVE_FOLDER);
  const files = await stored.namesBelow(archive);
  const grids = await Promise.all(
    wanted.map(async ({ evaluation, specId, role }) => {
      const file = historyFileOf(files, evaluation);
      const letters = file && (await lettersIn(stored, join(archive, file), evaluation));
      if (!letters) return [];
      const items = await itemNames(stored, studyFolder, letters.transcript);
      return [{ evaluation, specId, role, runs: letters.runs, kinds: letters.kinds, items }];
    }),
  );
  return grids.flat();
}

const RUN_ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** An evaluation that was made again under its own id: the newest, as run ids sort. */
function historyFileOf(files: readonly string[], workflowId: string): string | undefined {
  const stem = historyName({ workflowId, runId: '' }).replace(/[.]/g, '\\.');
  const pattern = new RegExp(`^${stem}${RUN_ID}\\.json\\.gz$`);
  return files
    .filter((file) => pattern.test(file))
    .toSorted()
    .at(-1);
}

interface Letters {
  readonly runs: readonly string[];
  readonly kinds: string;
  readonly transcript: string | null;
}

/** Null: the history is none of an evaluation, or damaged; `ratchet audit verify` says which. */
async function lettersIn(
  stored: StoreFiles,
  path: string,
  workflowId: string,
): Promise<Letters | null> {
  const bytes = await stored.bytes(path);
  const json = bytes === undefined ? null : jsonIn(bytes);
  const run = readRun({ workflowId, runId: '' }, json);
  const plan = run.ok ? run.value.input[0] : null;
  if (!run.ok || !isPlan(plan)) return null;
  const results = run.value.activities
    .map(({ outcome }) => (outcome?.kind === 'completed' ? outcome.result : null))
    .filter(isRunResult);
  const indices =
    plan.items === 'steering' ? steeringIndices(plan.mask) : heldOutIndices(plan.mask);
  return {
    runs: results.map(({ letters }) => letters),
    kinds: charactersAt(plan.mask, indices).toLowerCase(),
    transcript: results[0]?.transcript.file ?? null,
  };
}

/** Ids of the items in their order, as a transcript names them; none where it is not on this machine. */
async function itemNames(
  stored: StoreFiles,
  studyFolder: string,
  transcript: string | null,
): Promise<readonly string[]> {
  if (transcript === null) return [];
  const bytes = await stored.bytes(join(studyFolder, transcript));
  const lines = bytes === undefined ? [] : (unzipped(bytes) ?? '').split('\n');
  const names = lines.flatMap((line) => /^\{"item":"([^"\\]{1,80})"/.exec(line)?.[1] ?? []);
  return [...new Set(names)];
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(unzipped(bytes) ?? 'null');
  } catch {
    return null;
  }
}

/** Null for what is damaged. */
function unzipped(bytes: Buffer): string | null {
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch {
    return null;
  }
}
