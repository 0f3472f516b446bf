import { findKey } from '../../../activities/models/endpoint';
import { loadModels } from '../../../activities/models/load-models';
import type { PluginFile } from '../../../activities/plugins/plugin-file';
import type { ProviderRequest } from '../../plugins/plugin';
import { CliError, EXIT } from '../cli-error';

/**
 * The first model of a models file that a plug-in speaks to, as the plug-in is told it.
 *
 * @throws {CliError} bad input where it speaks to none
 * @throws {RatchetError} `MODELS_INVALID`, `MODEL_UNAUTHORIZED`
 */
export async function modelOfPlugin(
  { file }: PluginFile,
  modelsFile: string,
): Promise<ProviderRequest['model']> {
  const models = Object.values(await loadModels(modelsFile));
  const entry = models.find(({ plugin }) => plugin?.file === file);
  if (!entry) {
    throw new CliError(
      EXIT.badInput,
      `Cannot ask through ${file}: no model of ${modelsFile} has it as its provider`,
    );
  }
  const { name, modelId: id, baseUrl } = entry;
  return { name, id, baseUrl, apiKey: findKey(entry, process.env) };
}
