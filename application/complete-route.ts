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
  /** Undefined: neither a study file nor a log is at hand. */
  readonly study: StudyOfRoute | undefined;
}

/**
 * The route with all that it names.
 *
 * @throws {RatchetError} `MODEL_UNKNOWN` for a model that the models file does not have, `ROUTING_INVALID` for a set or
 *   examples that cannot be found, `SUITE_INVALID` for a suite that cannot be read
 */
export async function completeRoute(
  route: PermanentRoute,
  { models, modelsFile, study }: Sources,
): Promise<LoadedRoute> {
  const { spec, fallbacks } = route;
  const { phase } = spec;
  return {
    ...route,
    phase,
    specId: specId(spec),
    models: [spec.model, ...fallbacks].map((name) =>
      modelNamed(name, { phase, models, modelsFile }),
    ),
    variantFile: await variantFileOf(route, study),
    prompt: setNamed(spec.prompt, study?.prompts, `the prompt set of phase "${phase}"`) ?? null,
    params: setNamed(spec.params, study?.params, `the parameters of phase "${phase}"`) ?? {},
    examples: NEED_EXAMPLES.includes(spec.variant) ? await examplesOf(route, study) : [],
  };
}

function modelNamed(
  name: string,
  { phase, models, modelsFile }: Omit<Sources, 'study'> & { readonly phase: string },
): ModelEntry {
  const entry = Object.hasOwn(models, name) ? models[name] : undefined;
  if (entry) return entry;
  const known = Object.keys(models);
  throw new RatchetError(
    'MODEL_UNKNOWN',
    `Cannot use the route of phase "${phase}": it asks model "${name}", and ${modelsFile} has ${known.join(', ')}${didYouMean(name, known)}`,
  );
}

/** The file that asks as the runs did that proved the route, byte for byte; null for a built-in variant. */
async function variantFileOf(
  { spec: { variant, phase } }: PermanentRoute,
  study: StudyOfRoute | undefined,
): Promise<PinnedFile | null> {
  const builtIn: readonly string[] = VARIANT_NAMES;
  if (builtIn.includes(variant)) return null;
  const named = setNamed(variant, study?.variantFiles, `the variant of phase "${phase}"`);
  if (named === undefined) return null;
  const { file, sha256 } = named;
  if (sha256 === null) return pluginFile(file, 'ROUTING_INVALID');
  const found = await findPinned({ file, sha256 }, study?.folder ?? '');
  if (found) return found;
  throw new RatchetError(
    'ROUTING_INVALID',
    `Cannot ask by ${variant}, the variant of phase "${phase}": ${file} is not the file that the route was measured with (SHA-256 ${sha256}), and the study's folder keeps no copy; put it back, or name the study file by the option "studies" to take the file as it is now`,
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
