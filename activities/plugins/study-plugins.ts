import { cancellationSignal } from '@temporalio/activity';
import type { z } from 'zod';
import type { PluginActivities } from '../../src/contract';
import type { Json } from '../../src/json';
import {
  DIAGNOSIS_ANSWERS,
  diagnosisAnswer,
  GATE_ANSWERS,
  gateAnswer,
  GENERATOR_ANSWERS,
  generatorAnswer,
} from '../../src/plugins/parse-study-answers';
import { type AdmittedPlugin, STUDY_PLUGINS } from '../../src/plugins/study-plugins';
import { withoutUndefined } from '../../src/without-undefined';
import { reportingFailures } from '../failures';
import { type KeepPlugin, pinnedPlugin } from './admit-plugins';
import { answerOf } from './answer-of';

/** On one answer of a plug-in that a study names. */
export const STUDY_PLUGIN_LIMIT_MS = 20_000;

/** Asks the plug-ins that a study was admitted with, and no other bytes than those. */
export function createStudyPlugins(keep: KeepPlugin): PluginActivities {
  return {
    pinPlugin: (study, plugin) => reportingFailures(() => pinnedPlugin(study, plugin, keep)),
    askGenerator: async (plugin, seen) => {
      const answer = await ask(plugin, seen, {
        schema: generatorAnswer,
        inWords: GENERATOR_ANSWERS,
      });
      return answer.map(({ patch, why }) => ({ patch: withoutUndefined(patch), why }));
    },
    askGate: (plugin, decided) =>
      ask(plugin, decided, { schema: gateAnswer, inWords: GATE_ANSWERS }),
    askDiagnosis: async (plugin, seen) => {
      const answer = await ask(plugin, seen, {
        schema: diagnosisAnswer,
        inWords: DIAGNOSIS_ANSWERS,
      });
      return answer && { ...answer, patch: withoutUndefined(answer.patch) };
    },
  };
}

function ask<T>(
  plugin: AdmittedPlugin,
  view: object,
  expected: { readonly schema: z.ZodType<T>; readonly inWords: string },
): Promise<T> {
  const input: Json = JSON.parse(JSON.stringify(view));
  const call = {
    name: STUDY_PLUGINS[plugin.kind],
    input,
    limitMs: STUDY_PLUGIN_LIMIT_MS,
    signal: cancellationSignal(),
  };
  return reportingFailures(() => answerOf(plugin, call, expected));
}
