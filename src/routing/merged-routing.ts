import type { Route, RoutingConfig } from './routing-config';

/** What `routing_config.json` in the data folder says: the routes of all studies, for applications to load. */
export interface MergedRouting {
  readonly schemaVersion: 1;
  readonly phases: Readonly<Record<string, MergedRoute>>;
}

export interface MergedRoute extends Route {
  /** The study that the route comes from. */
  readonly study: string;
}

/**
 * The permanent routes of all studies, whatever became of them; trials are left out.
 * Where two studies have the same phase, an earned route goes before a given one, then the later one, then the later name.
 */
export function mergeRouting(
  studies: readonly Pick<RoutingConfig, 'study' | 'phases'>[],
): MergedRouting {
  const routes = studies
    .flatMap(({ study, phases }) =>
      Object.entries(phases).map(([phase, route]) => ({ phase, route: { ...route, study } })),
    )
    .toSorted((left, right) => byWeight(left.route, right.route));
  return {
    schemaVersion: 1,
    phases: Object.fromEntries(routes.map(({ phase, route }) => [phase, route])),
  };
}

/** The lightest first, so that the weightiest is written last and stays. */
function byWeight(left: MergedRoute, right: MergedRoute): number {
  return (
    Number(left.sinceCycle > 0) - Number(right.sinceCycle > 0) ||
    inOrder(left.measured.at, right.measured.at) ||
    inOrder(left.study, right.study)
  );
}

function inOrder(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
