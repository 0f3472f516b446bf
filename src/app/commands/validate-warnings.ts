import { existsSync } from 'node:fs';
import { loadSuite } from '../../../activities/suites/load-suite';
import { RatchetError } from '../../errors';
import { nothingToTry } from '../../study/nothing-to-try';
import { parseStudy } from '../../study/parse-study';
import type { Study, StudyPhase } from '../../study/study';
import { suiteWarnings } from '../../suites/suite-warnings';
import { readStudyFile } from '../read-study-file';

/** What will disappoint in a study that can be started: nothing to try, suites that show little, plug-ins that are not here. */
export async function studyWarnings(file: string): Promise<readonly string[]> {
  const parsed = parseStudy(await readStudyFile(file));
  if (!parsed.ok) return [];
  const study = parsed.value;
  const ofPhases = await Promise.all(study.phases.map((phase) => warningsOf(study, phase)));
  return [...pluginsElsewhere(study), ...ofPhases.flat()];
}

/** Only absolute paths may be missing here: others were refused. */
function pluginsElsewhere({ plugins = {} }: Study): readonly string[] {
  return Object.entries(plugins)
    .flatMap(([field, files]) => files.map((file, index) => ({ file, at: `${field}[${index}]` })))
    .filter(({ file }) => !existsSync(file))
    .map(
      ({ file, at }) => `plugins.${at}: there is no ${file} here; the workers must have it there`,
    );
}

async function warningsOf(study: Study, phase: StudyPhase): Promise<readonly string[]> {
  const suite = await loadSuite(phase.suite).catch(noneHere);
  const vain = nothingToTry(study, phase, (suite?.suite.examples.length ?? 1) > 0);
  const ofSuite = suiteWarnings(
    suite?.mask ?? '',
    suite !== null && suite.suite.tools.length > 0,
  ).map((warning) => `phases.${phase.name}: suite ${phase.suite}: ${warning}`);
  return [...(vain === null ? [] : [vain]), ...(suite ? ofSuite : [])];
}

/** An absolute path may be there for the workers alone. */
function noneHere(error: unknown): null {
  if (error instanceof RatchetError) return null;
  throw error;
}
