import type { LabelledEvaluation } from '../../labelled-evaluation';
import type { Pilot } from '../pilot';
import type { Scene } from '../scene';
import { itemsThatWere, someOf } from './choose';
import { BASE, mixedItems, QWEN, QWEN_JSON, rowsOf, SMOL, SMOL_JSON, shareOf } from './measures';

/** A native answer that comes as text, and answers that are cut off. */
export function formatMismatch(pilot: Pilot): readonly Scene[] {
  const unread = itemsThatWere(pilot, { model: 'qwen', variant: 'native_api' }, 'M');
  const right = itemsThatWere(pilot, { model: 'qwen', variant: 'native_api' }, 'P');
  const bites = (evaluation: LabelledEvaluation): boolean =>
    shareOf(evaluation, 'M') >= 0.2 && shareOf(evaluation, 'M') > shareOf(evaluation, 'WANOT');
  const native = [0, 1, 2, 3, 4, 5, 6].map((index): Scene => ({
    ...BASE,
    id: `format-mismatch/qwen-native-${index + 1}`,
    cause: 'format-mismatch',
    how: "the model writes its calls as text, and the endpoint's own tools parameter reads none of them",
    model: 'qwen',
    items: [...someOf(unread, 4, index), ...someOf(right, index % 3, index)],
    spec: { variant: 'native_api', temperature: index === 5 ? 0.3 : 0 },
    params: { max_tokens: 64 },
    untried: index % 2 === 0 ? ['json_schema', 'few_shot'] : [],
    cold: index === 3,
    bites,
  }));
  const cut = [SMOL, SMOL_JSON, QWEN].flatMap((choice) =>
    [8, 10, 12].map((tokens): Scene => ({
      ...BASE,
      ...choice,
      id: `format-mismatch/cut-${choice.model}-${choice.variant}-${tokens}`,
      cause: 'format-mismatch',
      how: 'answers are cut off before a call is complete',
      items: someOf(itemsThatWere(pilot, choice, 'PWANOMT'), 6, tokens),
      spec: { variant: choice.variant },
      params: { max_tokens: tokens },
      bites,
    })),
  );
  return [native.slice(0, 2), cut.slice(0, 2), native.slice(2), cut.slice(2)].flat();
}

/** A model that calls for most messages. */
export function overCalling(pilot: Pilot): readonly Scene[] {
  return [0, 1, 2, 3].flatMap((index) =>
    [SMOL, SMOL_JSON, QWEN].map((choice): Scene => {
      const over = itemsThatWere(pilot, choice, 'O');
      const right = itemsThatWere(pilot, choice, 'P');
      return {
        ...BASE,
        ...choice,
        id: `over-calling/own-${choice.model}-${choice.variant}-${index + 1}`,
        cause: 'over-calling',
        how: 'a model that calls for most messages in this variant, and for few in raw_schema',
        items: [...someOf(over, 2 + (index % 3), index * 2), ...someOf(right, 3, index)],
        spec: { variant: choice.variant },
        bites: (evaluation) =>
          shareOf(evaluation, 'O') >= 0.15 &&
          shareOf(evaluation, 'O') > shareOf(evaluation, 'WANMT'),
      };
    }),
  );
}

/** A temperature, on items that are the same each time without one. */
export function flaky(pilot: Pilot): readonly Scene[] {
  return [SMOL, QWEN, QWEN_JSON].flatMap((choice) => {
    const right = itemsThatWere(pilot, choice, 'P');
    const others = itemsThatWere(pilot, choice, 'WAO');
    return [0.8, 1, 1.2, 1.5].map((temperature, index): Scene => ({
      ...BASE,
      ...choice,
      id: `flaky/${choice.model}-${choice.variant}-${index + 1}`,
      cause: 'flaky',
      how: `sampling at temperature ${temperature}; at 0 the same items come out the same each time`,
      items: [...someOf(right, 4, index), ...someOf(others, 1, index)],
      spec: { variant: choice.variant, temperature },
      runs: 5,
      bites: (evaluation) => mixedItems(evaluation) >= 2,
    }));
  });
}

/** One conversation for all items, on items that are right by themselves. */
export function contextPollution(pilot: Pilot): readonly Scene[] {
  return [SMOL, QWEN, QWEN_JSON].flatMap((choice) => {
    const right = itemsThatWere(pilot, choice, 'P');
    return [0, 2, 4, 7].map((from, index): Scene => ({
      ...BASE,
      ...choice,
      id: `context-pollution/${choice.model}-${choice.variant}-${index + 1}`,
      cause: 'context-pollution',
      how: 'the items of a run share one conversation; each by itself is right',
      items: someOf(right, 8, from),
      spec: { variant: choice.variant, isolation: 0 },
      bites: (evaluation) =>
        rowsOf(evaluation).every((row) => row.startsWith('P')) &&
        rowsOf(evaluation).filter((row) => /[^P].*[^P]/.test(row)).length * 2 >
          evaluation.runs.length,
    }));
  });
}
