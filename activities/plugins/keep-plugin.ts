import { join } from 'node:path';
import type { Medium } from '../store/medium';
import { studyFolder } from '../store/store-paths';
import type { KeepPlugin } from './admit-plugins';

/** Keeps plug-ins in `plugins/` of the study's folder: what decided can be read there when its file has changed. */
export function keepPluginOn(medium: Medium): KeepPlugin {
  return async (study, name, text) => {
    const folder = join(studyFolder(medium.root, study), 'plugins');
    await medium.makeFolder(folder);
    await medium.put(join(folder, name), text);
  };
}
