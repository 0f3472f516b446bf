import { pluginName } from '../plugins/study-plugins';
import type { Study } from './study';

/** The plug-ins of a study that may add candidates to those of the built-in generators: generators and rules. */
export function proposingPlugins({ plugins = {} }: Study): readonly string[] {
  const { generators = [], diagnosis = [] } = plugins;
  return [...generators, ...diagnosis].map((file) => pluginName({ file }));
}
