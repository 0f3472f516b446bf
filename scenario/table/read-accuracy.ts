import type { AnswerKey } from '../suites/answer-key';
import type { Place } from './place';
import {
  type Accuracy,
  type Right,
  type Rule,
  type RulesByShape,
  SHAPES,
  type Shape,
  WRONG_KINDS,
} from './table';

/** `accuracy:` of a model: suite name or `*`, then shape or `*`, then the rule. */
export function readAccuracy(place: Place, key: AnswerKey): Accuracy {
  if (!place.present) return {};
  const known = ['*', ...new Set(key.map(({ suite }) => suite))];
  place.onlyFields(known);
  return Object.fromEntries(
    place.entries().map(([suite, rules]) => [suite, readRules(rules, itemsOf(key, suite))]),
  );
}

function itemsOf(key: AnswerKey, suite: string): AnswerKey {
  return suite === '*' ? key : key.filter((item) => item.suite === suite);
}

function readRules(place: Place, items: AnswerKey): RulesByShape {
  place.onlyFields([...SHAPES, '*']);
  const rules = Object.fromEntries(
    place.entries().map(([shape, rule]) => [shape, readRule(rule, items)]),
  );
  const missing = SHAPES.filter((shape: Shape) => rules[shape] === undefined);
  if (missing.length > 0 && rules['*'] === undefined) {
    place.complain(`a rule for "*", since ${missing.join(', ')} have none of their own`);
  }
  return rules;
}

/** `{right, wrong}`, or what stands under `right` alone. */
function readRule(place: Place, items: AnswerKey): Rule {
  const right = place.at('right');
  if (!right.present) return { right: readRight(place, items), wrong: 'no-call' };
  place.onlyFields(['right', 'wrong']);
  const wrong = place.at('wrong');
  return {
    right: readRight(right, items),
    wrong: wrong.present ? wrong.word(WRONG_KINDS, 'no-call') : 'no-call',
  };
}

function readRight(place: Place, items: AnswerKey): Right {
  if (place.value === 'all') return { kind: 'count', count: items.length };
  if (place.value === 'none') return { kind: 'count', count: 0 };
  if (Array.isArray(place.value)) return { kind: 'items', ids: readItemIds(place, items) };
  if (typeof place.value === 'number') return { kind: 'count', count: place.count() };
  if (place.at('probability').present) {
    place.onlyFields(['probability']);
    return { kind: 'probability', probability: place.at('probability').number({ min: 0, max: 1 }) };
  }
  if (place.at('actions').present && place.at('restraint').present) return readCounts(place);
  place.complain(
    'all, none, a count of items, a list of item ids, {probability}, or {actions, restraint}',
  );
  return { kind: 'count', count: 0 };
}

function readCounts(place: Place): Right {
  place.onlyFields(['actions', 'restraint']);
  return {
    kind: 'counts',
    actions: readCount(place.at('actions')),
    restraint: readCount(place.at('restraint')),
  };
}

function readCount(place: Place): number {
  if (place.value === 'all') return Number.MAX_SAFE_INTEGER;
  return place.value === 'none' ? 0 : place.count();
}

/** Ids as they stand in the suites, or `suite/id`. */
export function readItemIds(place: Place, items: AnswerKey): readonly string[] {
  const known = items.flatMap(({ suite, id }) => [id, `${suite}/${id}`]);
  return place.list().map((entry) => {
    const id = entry.text();
    if (id !== '' && !known.includes(id))
      entry.complain(`an item's id, such as ${known[0] ?? '(none)'}`);
    return id;
  });
}
