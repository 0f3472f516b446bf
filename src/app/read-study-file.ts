import { existsSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { issuesError } from '../../activities/input/describe-issues-in';
import { readDocument } from '../../activities/input/read-document';
import type { SourceDocument } from '../../activities/input/source-document';
import { BUILT_IN_SUITES, builtInSuiteFile } from '../../activities/suites/built-in-suites';
import { loadSuite } from '../../activities/suites/load-suite';
import type { InputIssue } from '../input-issue';
import { didYouMean } from '../nearest-word';
import { parseStudy } from '../study/parse-study';
import { type StudyFile, studyFileSchema } from '../study/parse-study-file';

/**
 * Reads and checks a study file and its suites. Paths of suites are relative to the study file and come out absolute,
 * so that a worker started in another folder finds them.
 *
 * @returns the study as its file says it, defaults left out: the input of `optimizationCycle`
 * @throws {RatchetError} `STUDY_INVALID` or `SUITE_INVALID`, naming file, line, column and field
 */
export async function readStudyFile(file: string): Promise<StudyFile> {
  const document = await readDocument(file, 'STUDY_INVALID');
  const parsed = parseStudy(document.value);
  if (!parsed.ok) throw issuesError(document, parsed.issues, 'STUDY_INVALID');
  const study = studyFileSchema().parse(document.value);

  const phases: Record<string, StudyFile['phases'][string]> = {};
  for (const [name, phase] of Object.entries(study.phases)) {
    phases[name] =
      typeof phase === 'string'
        ? await suiteOf(document, phase, ['phases', name])
        : { ...phase, suite: await suiteOf(document, phase.suite, ['phases', name, 'suite']) };
  }
  return {
    ...study,
    phases,
    ...(study.plugins && { plugins: pluginsOf(document, study.plugins) }),
  };
}

/** Absolute paths; whether the files are there is said where they are used, which may be another machine. */
function pluginsOf(document: SourceDocument, plugins: NonNullable<StudyFile['plugins']>) {
  const inPlace = (files: readonly string[] | undefined) =>
    files?.map((file) => resolve(dirname(document.file), file));
  const { generators, gates, diagnosis, variants } = plugins;
  return {
    generators: inPlace(generators),
    gates: inPlace(gates),
    diagnosis: inPlace(diagnosis),
    variants: inPlace(variants),
  };
}

/** A built-in suite's name, or an absolute path. */
async function suiteOf(
  document: SourceDocument,
  suite: string,
  path: InputIssue['path'],
): Promise<string> {
  if (builtInSuiteFile(suite) !== null) return suite;
  const file = resolve(dirname(document.file), suite);
  if (existsSync(file)) {
    await loadSuite(file);
    return file;
  }
  // An absolute path may be there for the workers alone.
  if (isAbsolute(suite)) return suite;
  throw issuesError(document, [{ path, message: noSuchSuite(suite, file) }], 'STUDY_INVALID');
}

function noSuchSuite(suite: string, file: string): string {
  const near = didYouMean(suite, BUILT_IN_SUITES);
  return `expected a built-in suite (${BUILT_IN_SUITES.join(', ')}) or a file, found "${suite}"${near}; there is no file ${file}`;
}
