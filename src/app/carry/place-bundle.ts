import { constants, copyFile, cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { isFolder, isThere, writing } from '../../../activities/store/disk';
import { folderMedium } from '../../../activities/store/folder-medium';
import { sha256 } from '../../../activities/store/sha256';
import { studiesFolder, studyFolder } from '../../../activities/store/store-paths';
import { loadSuite } from '../../../activities/suites/load-suite';
import type { StudyFile } from '../../study/parse-study-file';
import { filesOfFolder } from '../audit/files-of-folder';
import { CliError, EXIT } from '../cli-error';
import { type Bundle, bundledStudy } from './bundle';

/**
 * Puts a bundle's files into the data folder: the study's folder at once and whole, suites that are not where they
 * were under `suites/`. Nothing is overwritten; the same bundle again changes nothing.
 *
 * @returns the study as it is to be started here
 * @throws {CliError} where the data folder has another study of that name
 */
export async function placeBundle(
  folder: string,
  bundle: Bundle,
  dataDir: string,
): Promise<StudyFile> {
  const place = studyFolder(dataDir, bundle.study);
  if (await isFolder(place)) await refuseOther(place, bundle);
  else await placeStudy(folder, bundle, dataDir);
  return withSuitesOfHere(folder, bundle, dataDir);
}

/** An import that was cut off after its files is no other study. */
async function refuseOther(place: string, { study, files }: Bundle): Promise<void> {
  const here = await filesOfFolder(folderMedium(dirname(dirname(place))), place);
  const expected = files.filter(({ path }) => path.startsWith(`${bundledStudy(study)}/`));
  let same = here.names.length === expected.length;
  for (const { path, sha256: hash } of expected) {
    const content = same ? await here.read(path.slice(bundledStudy(study).length + 1)) : null;
    same = content !== null && sha256(content) === hash;
    if (!same) break;
  }
  if (same) return;
  throw new CliError(
    EXIT.badInput,
    `Cannot put the study there: ${place} holds a study of that name, with other files; move it away, or name another RATCHET_DATA`,
  );
}

async function placeStudy(folder: string, { study }: Bundle, dataDir: string): Promise<void> {
  const partial = join(dataDir, `.carried-${study}-${process.pid}`);
  const from = join(folder, bundledStudy(study));
  try {
    await writing(partial, async () => {
      await mkdir(studiesFolder(dataDir), { recursive: true });
      await cp(from, partial, { recursive: true });
      await rename(partial, studyFolder(dataDir, study));
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function withSuitesOfHere(
  folder: string,
  bundle: Bundle,
  dataDir: string,
): Promise<StudyFile> {
  const phases: Record<string, StudyFile['phases'][string]> = { ...bundle.input.phases };
  for (const [name, file] of Object.entries(bundle.suites)) {
    const ref = bundle.state.admitted.suites[name]?.ref;
    const phase = phases[name];
    if (!ref || phase === undefined || (await isHere(ref))) continue;
    const suite = await placeSuite(join(folder, file), ref.sha256, dataDir);
    phases[name] = typeof phase === 'string' ? suite : { ...phase, suite };
  }
  return { ...bundle.input, phases };
}

async function isHere({
  source,
  sha256: hash,
}: {
  readonly source: string;
  readonly sha256: string;
}): Promise<boolean> {
  return loadSuite(source).then(
    (found) => found.sha256 === hash,
    () => false,
  );
}

/** Named by its content: two studies that have the same suite share the file. */
async function placeSuite(from: string, hash: string, dataDir: string): Promise<string> {
  const to = join(dataDir, 'suites', `${hash}${extname(from)}`);
  if (!(await isThere(to))) {
    await writing(to, async () => {
      await mkdir(dirname(to), { recursive: true });
      await copyFile(from, to, constants.COPYFILE_EXCL);
    });
  }
  return to;
}
