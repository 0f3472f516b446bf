import { chance } from '../chance';
import type { KeyItem } from '../suites/answer-key';
import type { PlayedModel, Rule } from '../table/table';
import type { Occasion } from './occasion';

/** Does the table have this item answered right in this shape? */
export function isRight(occasion: Occasion, item: KeyItem, { right }: Rule): boolean {
  if (isHard(occasion.model, item)) return false;
  switch (right.kind) {
    case 'items':
      return names(right.ids, item);
    case 'probability':
      return chance([...occasion.key, 'right']) < right.probability;
    case 'count':
      return rank(occasion, item, () => true) < right.count;
    case 'counts': {
      const due = item.calls.length > 0;
      const alike = (other: KeyItem): boolean => other.calls.length > 0 === due;
      return rank(occasion, item, alike) < (due ? right.actions : right.restraint);
    }
  }
}

/**
 * How many items of the suite are easier, held-out ones counted apart. The order is the same in every shape,
 * so that a shape with more items right has those of the others right too.
 */
function rank(occasion: Occasion, item: KeyItem, among: (item: KeyItem) => boolean): number {
  const own = hardness(occasion, item);
  return occasion.suites.filter(
    (other) =>
      other.suite === item.suite &&
      other.heldOut === item.heldOut &&
      among(other) &&
      hardness(occasion, other) < own,
  ).length;
}

/** In [0, 1), hard items above. */
function hardness({ scenarioSeed, model }: Occasion, item: KeyItem): number {
  const drawn = chance([scenarioSeed, model.name, item.suite, item.id, 'hardness']);
  return isHard(model, item) ? 1 + drawn : drawn;
}

function isHard(model: PlayedModel, item: KeyItem): boolean {
  return names(model.hardItems, item);
}

/** By id, or by suite and id where several suites have the id. */
function names(ids: readonly string[], { suite, id }: KeyItem): boolean {
  return ids.includes(id) || ids.includes(`${suite}/${id}`);
}
