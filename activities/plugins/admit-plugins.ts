import { extname } from 'node:path';
import { RatchetError } from '../../src/errors';
import {
  type AdmittedPlugin,
  STUDY_PLUGIN_KINDS,
  STUDY_PLUGINS,
  type StudyPluginKind,
} from '../../src/plugins/study-plugins';
import type { Study } from '../../src/study/study';
import { readTextFile } from '../input/read-text-file';
import { exportsOf } from './call-plugin';
import { pluginFile } from './plugin-file';

/** Keeps the text of a plug-in with the study, under a name that tells its content. */
export type KeepPlugin = (study: string, name: string, text: string) => Promise<void>;

/**
 * The plug-ins that a study names, each with the hash that it is pinned by from now on; a copy of each is kept.
 *
 * @throws {RatchetError} `STUDY_INVALID` for a file that is not there, or exports something else; `PLUGIN_FAILED` for
 *   one that cannot be loaded
 */
export async function admitPlugins(
  { study, plugins = {} }: Study,
  keep: KeepPlugin,
): Promise<readonly AdmittedPlugin[]> {
  const named = STUDY_PLUGIN_KINDS.flatMap((kind) =>
    (plugins[kind] ?? []).map((file) => ({ kind, file })),
  );
  const admitted: AdmittedPlugin[] = [];
  for (const plugin of named) admitted.push(await pinnedPlugin(study, plugin, keep));
  return admitted;
}

/** One of them. */
export async function pinnedPlugin(
  study: string,
  { kind, file }: Pick<AdmittedPlugin, 'kind' | 'file'>,
  keep: KeepPlugin,
): Promise<AdmittedPlugin> {
  const plugin = await pluginFile(file, 'STUDY_INVALID');
  await refuseOtherKind(kind, plugin);
  const text = await readTextFile(file, 'STUDY_INVALID');
  await keep(study, `${plugin.sha256}${extname(file)}`, text);
  return { kind, ...plugin };
}

async function refuseOtherKind(
  kind: StudyPluginKind,
  plugin: { readonly file: string; readonly sha256: string },
): Promise<void> {
  const exported = await exportsOf(plugin);
  if (exported.includes(STUDY_PLUGINS[kind])) return;
  throw new RatchetError(
    'STUDY_INVALID',
    `Cannot use ${plugin.file} under plugins.${kind}: expected a file that exports the function ${STUDY_PLUGINS[kind]}, found ${exported.join(', ') || 'none'}; \`ratchet test-plugin\` tells more`,
  );
}
