import type { EditedStudy } from '../contract';
import { didYouMean } from '../nearest-word';
import type { Spec } from '../spec/spec';
import { NEED_EXAMPLES, VARIANT_NAMES } from '../variants/variant-names';
import type { RoutingConfig } from './routing-config';

/** What the routes of a study ask for that the study does not have, a line each; empty: nothing. */
export function strangersIn(phases: RoutingConfig['phases'], study: EditedStudy): string {
  return Object.entries(phases)
    .filter(([phase]) => study.phases.includes(phase))
    .flatMap(([, { route }]) => strangers(route, study))
    .join('\n');
}

function strangers(route: Spec, study: EditedStudy): readonly string[] {
  const { models, prompts, params, variants = VARIANT_NAMES } = study;
  const known = { model: models, variant: variants, prompt: prompts, params };
  const unknown = (['model', 'variant', 'prompt', 'params'] as const).flatMap((factor) => {
    const names = known[factor];
    const found = route[factor];
    if (!names || names.includes(found)) return [];
    return `phases.${route.phase}.route.${factor}: expected one of this study (${names.join(', ')}), found "${found}"${didYouMean(found, names)}`;
  });
  const lacks = study.noExamples?.includes(route.phase) && NEED_EXAMPLES.includes(route.variant);
  if (!lacks) return unknown;
  return [
    ...unknown,
    `phases.${route.phase}.route.variant: expected one that needs no examples, since the suite has none, found "${route.variant}"`,
  ];
}
