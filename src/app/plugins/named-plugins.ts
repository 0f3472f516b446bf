import { builtInSuiteFile } from '../../../activities/suites/built-in-suites';
import type { InputIssue } from '../../input-issue';
import { PROVIDERS } from '../../models/model-entry';
import { modelsFile } from '../../models/parse-models-file';
import { STUDY_PLUGIN_KINDS, type StudyPluginKind } from '../../plugins/study-plugins';
import { studyFileSchema } from '../../study/parse-study-file';
import { suiteFile } from '../../suites/parse-suite-file';
import type { PluginKind } from './contracts';

/** A plug-in that a file of input names, and where it does. */
export interface NamedPlugin {
  readonly kind: PluginKind;
  /** As it is written. */
  readonly file: string;
  readonly path: InputIssue['path'];
}

const STUDY_KINDS: Readonly<Record<StudyPluginKind, PluginKind>> = {
  generators: 'generator',
  gates: 'gate',
  diagnosis: 'diagnosis',
  variants: 'variant',
};

/** The plug-ins that a study, suite or models file names; none where the file is not what it should be. */
export const NAMED_PLUGINS = { study: inStudy, suite: inSuite, models: inModels };

function inStudy(value: unknown): readonly NamedPlugin[] {
  const { plugins = {} } = studyFileSchema().safeParse(value).data ?? {};
  return STUDY_PLUGIN_KINDS.flatMap((field) =>
    (plugins[field] ?? []).map((file, index) => ({
      kind: STUDY_KINDS[field],
      file,
      path: ['plugins', field, index],
    })),
  );
}

function inSuite(value: unknown): readonly NamedPlugin[] {
  const { items = [], heldOut = [] } = suiteFile.safeParse(value).data ?? {};
  return Object.entries({ items, heldOut }).flatMap(([section, found]) =>
    found.flatMap(({ expect }, index) => {
      const answer = expect === 'none' ? undefined : expect.answer;
      if (typeof answer !== 'object' || answer.scorer === undefined) return [];
      const path = [section, index, 'expect', 'answer', 'scorer'];
      return [{ kind: 'scorer' as const, file: answer.scorer, path }];
    }),
  );
}

function inModels(value: unknown): readonly NamedPlugin[] {
  const { models = {} } = modelsFile.safeParse(value).data ?? {};
  return Object.entries(models)
    .filter(([, { provider }]) => PROVIDERS.every((name) => name !== provider))
    .map(([name, { provider }]) => ({
      kind: 'provider' as const,
      file: provider,
      path: ['models', name, 'provider'],
    }));
}

/** The files of suites that a study names, as they are written. */
export function suitesNamed(value: unknown): readonly string[] {
  const { phases = {} } = studyFileSchema().safeParse(value).data ?? {};
  return Object.values(phases)
    .map((phase) => (typeof phase === 'string' ? phase : phase.suite))
    .filter((suite) => builtInSuiteFile(suite) === null);
}
