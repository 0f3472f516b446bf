import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { issuesError } from '../activities/input/describe-issues-in';
import { NO_FILE, openPlainFile } from '../activities/input/open-plain-file';
import { readDocument } from '../activities/input/read-document';
import { builtInSuiteFile } from '../activities/suites/built-in-suites';
import { RatchetError } from '../src/errors';
import { type AdmittedStudy, parseAdmittedStudy } from '../src/history/parse-admitted-study';
import { LOG_FILE } from '../src/history/study-files';
import type { JsonObject } from '../src/json';
import { variantOfFile } from '../src/plugins/plugin-variants';
import type { PermanentRoute } from '../src/routing/parse-permanent-routes';
import { parseStudy } from '../src/study/parse-study';
import type { PromptSet } from '../src/variants/variant';

/** What a study means by the names in its routes. */
export interface StudyOfRoute {
  readonly study: string;
  readonly prompts: Readonly<Record<string, PromptSet>>;
  readonly params: Readonly<Record<string, JsonObject>>;
  /** By name, the files of its variants that are plug-ins; not there: the route itself says. */
  readonly variantFiles?: Readonly<Record<string, string>>;
  /** By phase; the hash is that of the suite that the route was measured with, null where it is not known. */
  readonly suites: Readonly<Record<string, { source: string; sha256: string | null }>>;
}

/**
 * A study as its file says it.
 *
 * @throws {RatchetError} `STUDY_INVALID`, naming file, line, column and field
 */
export async function studyInFile(file: string): Promise<StudyOfRoute> {
  const document = await readDocument(file, 'STUDY_INVALID');
  const parsed = parseStudy(document.value);
  if (!parsed.ok) throw issuesError(document, parsed.issues, 'STUDY_INVALID');
  const { study, prompts, params, phases, plugins } = parsed.value;
  const suites = phases.map(({ name, suite }) => {
    const source = builtInSuiteFile(suite) === null ? resolve(dirname(file), suite) : suite;
    return [name, { source, sha256: null }];
  });
  const variants = (plugins?.variants ?? []).map((path) => [
    variantOfFile(path),
    resolve(dirname(file), path),
  ]);
  return {
    study,
    prompts,
    params,
    variantFiles: Object.fromEntries(variants),
    suites: Object.fromEntries(suites),
  };
}

/** A study as it was admitted when the route was made, by its log beside the routing file; undefined without one. */
export async function studyInLog(
  routingFile: string,
  route: PermanentRoute,
): Promise<StudyOfRoute | undefined> {
  const folder = dirname(routingFile);
  const places = [join(folder, 'studies', route.study, LOG_FILE), join(folder, LOG_FILE)];
  const log = places.find((place) => existsSync(place));
  const admitted = log === undefined ? undefined : await admittedFor(route, log);
  return admitted && { study: route.study, ...admitted };
}

/** A study that was started again was admitted again; cycles are counted on. */
async function admittedFor(route: PermanentRoute, log: string): Promise<AdmittedStudy | undefined> {
  let found: AdmittedStudy | undefined;
  const { file } = await openPlainFile(log).catch((cause: unknown) => cannotRead(log, cause));
  try {
    for await (const line of file.readLines({ autoClose: false })) {
      const admitted = parseAdmittedStudy(line);
      if (admitted?.id === route.decision) return admitted;
      if (admitted && admitted.cycle <= Math.max(route.sinceCycle, 1)) found = admitted;
    }
    return found;
  } finally {
    await file.close();
  }
}

function cannotRead(log: string, cause: unknown): never {
  const { code } = Object(cause);
  if (code !== NO_FILE && code !== 'EISDIR') throw cause;
  throw new RatchetError(
    'ROUTING_INVALID',
    `Cannot read ${log}: it is no file, and the log of a study was expected there`,
    { cause },
  );
}
