import { loadModels } from '../../../activities/models/load-models';
import { didYouMean } from '../../nearest-word';
import { parseStudy } from '../../study/parse-study';
import { modelsOf } from '../../study/phase-values';
import { readStudyFile } from '../read-study-file';

/**
 * Models that a study names and that none of the models files beside it has, each with the nearest that there is: a
 * study like this is refused when it starts.
 *
 * @throws {RatchetError} where one of the files cannot be used
 */
export async function strangeModels(
  studyFile: string,
  modelsFiles: readonly string[],
): Promise<readonly string[]> {
  const parsed = parseStudy(await readStudyFile(studyFile));
  if (!parsed.ok) return [];
  const study = parsed.value;
  const loaded = await Promise.all(modelsFiles.map((file) => loadModels(file)));
  const known = loaded.flatMap((models) => Object.keys(models));
  const baselines = study.phases.flatMap(({ baseline }) => baseline ?? []);
  return modelsOf(study, baselines)
    .filter((model) => !known.includes(model))
    .map(
      (model) =>
        `${studyFile}: it names the model "${model}"; there are ${known.join(', ')} in ${modelsFiles.join(', ')}${didYouMean(model, known)}`,
    );
}
