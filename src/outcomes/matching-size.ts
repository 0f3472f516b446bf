/**
 * How many on the left can each have a partner of their own on the right.
 *
 * @param partners - for each on the left, the places on the right that would do
 * @see H. W. Kuhn (1955): augmenting paths in a bipartite graph
 */
export function matchingSize(partners: readonly (readonly number[])[]): number {
  const takenBy = new Map<number, number>();
  return partners.filter((_, left) => findsPartner(left, { partners, takenBy, tried: new Set() }))
    .length;
}

interface Search {
  readonly partners: readonly (readonly number[])[];
  readonly takenBy: Map<number, number>;
  readonly tried: Set<number>;
}

/** Takes a free place, or one whose owner can move to another. */
function findsPartner(left: number, search: Search): boolean {
  for (const right of search.partners[left] ?? []) {
    if (search.tried.has(right)) continue;
    search.tried.add(right);
    const owner = search.takenBy.get(right);
    if (owner === undefined || findsPartner(owner, search)) {
      search.takenBy.set(right, left);
      return true;
    }
  }
  return false;
}
