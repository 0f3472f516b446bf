import { dirname, join } from 'node:path';
import { findPinned } from '../activities/plugins/find-pinned';
import { pluginFile } from '../activities/plugins/plugin-file';
import { loadSuite } from '../activities/suites/load-suite';
import { RatchetError } from '../src/errors';
import type { ModelEntry } from '../src/models/model-entry';
import { didYouMean } from '../src/nearest-word';
import type { PinnedFile } from '../src/plugins/study-plugins';
import type { PermanentRoute } from '../src/routing/parse-permanent-routes';
import { specId } from '../src/spec/spec-id';
import type { Example } from '../src/suites/suite';
import { NEED_EXAMPLES, VARIANT_NAMES } from '../src/variants/variant-names';
import type { LoadedRoute } from './loaded-route';
import type { StudyOfRoute } from './study-of-route';

/** What the names in a route are looked up in. */
export interface Sources {
  readonly models: Readonly<Record<string, ModelEntry>>;
  readonly modelsFile: string;
  /** Copies of plug-ins are beside it, in the folders of the studies. */
  readonly routingFile: string;
  /** Undefined: neither a study file nor a log is at hand. */
  readonly study: StudyOfRoute | undefined;
}

/**
 * The route with all that it names.
 *
 * @throws {RatchetError} `MODEL_UNKNOWN` for a model that the models file does not have, `ROUTING_INVALID` for a set or
 *   examples that cannot be found, `SUITE_INVALID` for a suite that cannot be read
 */
export async function completeRoute(route: PermanentRoute, sources: Sources): Promise<LoadedRoute> {
  const { models, modelsFile, study } = sources;
  const { spec, fallbacks } = route;
  const { phase } = spec;
  return {
    ...route,
    phase,
    specId: specId(spec),
    models: [spec.model, ...fallbacks].map((name) =>
      modelNamed(name, { phase, models, modelsFile }),
    ),
    variantFile: await variantFileOf(route, sources),
    prompt: setNamed(spec.prompt, study?.prompts, `the prompt set of phase "${phase}"`) ?? null,
    params: setNamed(spec.params, study?.params, `the parameters of phase "${phase}"`) ?? {},
    examples: NEED_EXAMPLES.includes(spec.variant) ? await examplesOf(route, study) : [],
  };
}

function modelNamed(
  name: string,
  {
    phase,
    models,
    modelsFile,
  }: Pick<Sources, 'models' | 'modelsFile'> & { readonly phase: string },
): ModelEntry {
  const entry = Object.hasOwn(models, name) ? models[name] : undefined;
  if (entry) return entry;
  const known = Object.keys(models);
  throw new RatchetError(
    'MODEL_UNKNOWN',
    `Cannot use the route of phase "${phase}": it asks model "${name}", and ${modelsFile} has ${known.join(', ')}${didYouMean(name, known)}`,
  );
}

/** The file that asks as the runs did that proved the route, byte for byte; that of a study file as it is now. */
async function variantFileOf(
  { spec: { variant, phase }, variantFile, study: name }: PermanentRoute,
  { study, routingFile }: Sources,
): Promise<PinnedFile | null> {
  const builtIn: readonly string[] = VARIANT_NAMES;
  if (builtIn.includes(variant)) return null;
  const now = study?.variantFiles?.[variant];
  if (now !== undefined) return pluginFile(now, 'ROUTING_INVALID');
  const what = `Cannot ask by ${variant}, the variant of phase "${phase}"`;
  if (!variantFile) {
    throw new RatchetError(
      'ROUTING_INVALID',
      `${what}: it is neither built in (${builtIn.join(', ')}) nor does the route name its file${didYouMean(variant, builtIn)}`,
    );
  }
  const folder = dirname(routingFile);
  const found = await findPinned(variantFile, [folder, join(folder, 'studies', name)]);
  if (found) return found;
  throw new RatchetError(
    'ROUTING_INVALID',
    `${what}: ${variantFile.file} is not the file that the route was measured with (SHA-256 ${variantFile.sha256}), and the study's folder keeps no copy; put it back, or name the study file by the option "studies" to take the file as it is now`,
  );
}

/** Undefined for the default, unless the study has one of its own. */
function setNamed<T>(
  name: string,
  sets: Readonly<Record<string, T>> | undefined,
  what: string,
): T | undefined {
  const found = sets && Object.hasOwn(sets, name) ? sets[name] : undefined;
  if (found !== undefined || name === 'default') return found;
  throw new RatchetError(
    'ROUTING_INVALID',
    sets === undefined
      ? `Cannot find "${name}", ${what}: ${NO_STUDY}`
      : `Cannot find "${name}", ${what}: the study has ${Object.keys(sets).join(', ') || 'none'}`,
  );
}

const NO_STUDY =
  'the log of its study is not beside the routing file; give the study file by the option "studies"';

/** The worked examples that the route was measured with, and no others. */
async function examplesOf(
  { spec }: PermanentRoute,
  study: StudyOfRoute | undefined,
): Promise<readonly Example[]> {
  const ref = study?.suites[spec.phase];
  const what = `Cannot find the worked examples of phase "${spec.phase}", which ${spec.variant} shows`;
  if (ref === undefined) throw new RatchetError('ROUTING_INVALID', `${what}: ${NO_STUDY}`);
  const { suite, sha256 } = await loadSuite(ref.source);
  if (ref.sha256 === null || ref.sha256 === sha256) return suite.examples;
  throw new RatchetError(
    'SUITE_CHANGED',
    `${what}: the suite ${ref.source} is not what it was when the study was admitted; put it back, or name the study file by the option "studies" to take the examples as they are now`,
  );
}
