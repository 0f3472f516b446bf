import type { Pilot } from '../pilot';
import type { Scene } from '../scene';
import { itemsThatWere, someOf } from './choose';
import {
  BASE,
  mixedItems,
  QWEN,
  QWEN_JSON,
  rowsOf,
  SHORT,
  SMOL,
  SMOL_NATIVE,
  shareOf,
} from './measures';

/** Items that the model has right, asked again. */
export function healthy(pilot: Pilot): readonly Scene[] {
  return [SMOL, QWEN, QWEN_JSON].flatMap((choice) => {
    const right = itemsThatWere(pilot, choice, 'P');
    return [0, 2, 4, 6].map((from, index): Scene => ({
      ...BASE,
      ...choice,
      id: `healthy/${choice.model}-${choice.variant}-${index + 1}`,
      cause: 'healthy',
      how: 'items that the model has right',
      items: someOf(right, 6 - (index % 3), from),
      spec: { variant: choice.variant, retries: index % 2 },
      cold: index === 0,
      bites: (evaluation) => shareOf(evaluation, 'P') === 1,
    }));
  });
}

/** Items that the model has wrong beside items that it has right. */
export function suboptimal(pilot: Pilot): readonly Scene[] {
  const partly = [SMOL, QWEN, QWEN_JSON].flatMap((choice) => {
    const right = itemsThatWere(pilot, choice, 'P');
    const wrong = itemsThatWere(pilot, choice, 'WAN');
    return [0, 2, 4].map((from, index): Scene => ({
      ...BASE,
      ...choice,
      id: `suboptimal/${choice.model}-${choice.variant}-${index + 1}`,
      cause: 'suboptimal',
      how: 'items that the model has wrong beside items that it has right',
      items: [...someOf(right, 3, from), ...someOf(wrong, 2 + (index % 2), from)],
      spec: { variant: choice.variant },
      untried: index === 1 ? ['atomic'] : [],
      bites: (evaluation) =>
        shareOf(evaluation, 'WAN') > 0 &&
        shareOf(evaluation, 'PWAN') === 1 &&
        mixedItems(evaluation) === 0,
    }));
  });
  return [...beforeTheVariants(pilot), ...partly];
}

/** No due call is right, but the variants that could do better were not tried. */
function beforeTheVariants(pilot: Pilot): readonly Scene[] {
  const wrong = itemsThatWere(pilot, SMOL_NATIVE, 'N');
  const right = itemsThatWere(pilot, SMOL_NATIVE, 'P');
  return [0, 3, 6, 1, 4, 7, 2, 5].map((from, index) => ({
    ...BASE,
    ...SMOL_NATIVE,
    id: `suboptimal/untried-${index + 1}`,
    cause: 'suboptimal',
    how: 'no due call is right yet, but variants are left to try',
    items: [...someOf(wrong, 4, from), ...someOf(right, 2, from)],
    spec: { variant: 'native_api', temperature: index > 3 ? 0.5 : 0 },
    params: SHORT,
    untried: ['json_schema', 'few_shot'],
    bites: (evaluation) => shareOf(evaluation, 'N') > 0 && shareOf(evaluation, 'PN') === 1,
  }));
}

/** Items that the model has wrong in every variant of the pilot. */
export function capabilityLimit(pilot: Pilot): readonly Scene[] {
  const variants = ['native_api', 'raw_schema', 'json_schema', 'few_shot'] as const;
  const wrongIn = variants.map((variant) =>
    itemsThatWere(pilot, { model: 'smol', variant }, 'WAN'),
  );
  const beyond = (wrongIn[0] ?? []).filter((id) => wrongIn.every((ids) => ids.includes(id)));
  const free = itemsThatWere(pilot, { model: 'smol', variant: 'raw_schema' }, 'P');
  return [0, 2, 4, 6].flatMap((from, index) =>
    variants.map((variant, place): Scene => {
      const talks = place < 2;
      return {
        ...BASE,
        id: `capability-limit/smol-${variant}-${index + 1}`,
        cause: 'capability-limit',
        how: 'items that the model has wrong in every variant of the study',
        model: 'smol',
        items: [...someOf(beyond, 4, from), ...(talks ? someOf(free, 2, from) : [])],
        spec: { variant, temperature: talks && index === 2 ? 0.7 : 0 },
        ...(talks && { params: SHORT }),
        bites: (evaluation) =>
          shareOf(evaluation, 'OMT') === 0 && !rowsOf(evaluation).some(hasRightCall(evaluation)),
      };
    }),
  );
}

const hasRightCall =
  ({ mask }: { readonly mask: string }) =>
  (row: string): boolean =>
    row.split('').some((letter, item) => letter === 'P' && mask[item] === 'a');
