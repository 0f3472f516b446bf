import type { Item, Suite } from './suite';

/**
 * What kind of item stands where, one character each, in suite order:
 * `a` a call or an answer of a certain kind is due, `r` none is due (restraint); a capital is held out.
 */
export function maskOf(suite: Suite): string {
  return suite.items.map(maskCharacter).join('');
}

/** Places of the items that steer the search, in suite order. */
export function steeringIndices(mask: string): readonly number[] {
  return indicesWhere(mask, (kind) => kind === 'a' || kind === 'r');
}

/** Places of the items that are measured once, at the ceiling. */
export function heldOutIndices(mask: string): readonly number[] {
  return indicesWhere(mask, (kind) => kind === 'A' || kind === 'R');
}

/** Places of the items where a call is due, held out or not. */
export function actionIndices(mask: string): readonly number[] {
  return indicesWhere(mask, isAction);
}

/** Places of the items where none is due, held out or not. */
export function restraintIndices(mask: string): readonly number[] {
  return indicesWhere(mask, isRestraint);
}

export function steeringItems(suite: Suite): readonly Item[] {
  return suite.items.filter((item) => !item.heldOut);
}

export function heldOutItems(suite: Suite): readonly Item[] {
  return suite.items.filter((item) => item.heldOut);
}

/** The characters of a mask, or of a run's letters, at the places given. */
export function charactersAt(text: string, indices: readonly number[]): string {
  return indices.map((index) => text.charAt(index)).join('');
}

export function isAction(kind: string): boolean {
  return kind === 'a' || kind === 'A';
}

export function isRestraint(kind: string): boolean {
  return kind === 'r' || kind === 'R';
}

function maskCharacter({ expect, heldOut }: Item): string {
  const kind = expect.calls.length > 0 || expect.answer !== undefined ? 'a' : 'r';
  return heldOut ? kind.toUpperCase() : kind;
}

function indicesWhere(mask: string, holds: (kind: string) => boolean): readonly number[] {
  return mask.split('').flatMap((kind, index) => (holds(kind) ? [index] : []));
}
