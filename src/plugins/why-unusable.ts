import { FACTORS, type SpecPatch } from '../spec/spec';
import type { CarriedState } from '../study/carried-state';
import { missingFor } from '../study/check-change';
import { candidateValues } from '../study/phase-values';
import type { Study } from '../study/study';

/** Why a plug-in's change cannot be tried in a phase of the study, in one sentence; null: it can. */
export function whyUnusable(
  { study, state }: { readonly study: Study; readonly state: CarriedState },
  name: string,
  patch: SpecPatch,
): string | null {
  const phase = state.phases.find((each) => each.name === name);
  if (!phase) return `there is no phase ${name}`;
  const values = candidateValues(study, phase.origin);
  for (const factor of FACTORS) {
    const found = patch[factor];
    if (found === undefined || values[factor].includes(found)) continue;
    return `patch.${factor}: expected one of ${values[factor].join(', ')}, found ${found}; add it to the study's factors`;
  }
  return missingFor({ study, state }, { phase: name, patch });
}
