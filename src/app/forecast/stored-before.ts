import { mergedRoutingFile } from '../../../activities/store/store-paths';
import type { StudyEvent } from '../../history/study-event';
import type { PermanentRoute } from '../../routing/parse-permanent-routes';
import { parsePermanentRoutes } from '../../routing/parse-permanent-routes';
import type { Spec } from '../../spec/spec';
import { CliError, EXIT } from '../cli-error';
import type { Configuration } from '../configuration';
import { decisionFile } from '../follow/decision-file';
import { withStore } from '../store/open-store';

/** What earlier studies left in the store. */
export interface StoredBefore {
  readonly events: readonly StudyEvent[];
  readonly routes: Readonly<Record<string, PermanentRoute>>;
  readonly root: string;
}

/** The logs of all studies and their routes; nothing where there is no store yet. */
export function storedBefore(configured: Configuration): Promise<StoredBefore> {
  return withStore(configured, async (stored) => {
    const events: StudyEvent[] = [];
    for (const study of await stored.studyNames()) {
      events.push(...(await decisionFile(stored, study, new Date(0)).news()));
    }
    const text = await stored.text(mergedRoutingFile(stored.root));
    return { events, routes: text === undefined ? {} : routesIn(text), root: stored.root };
  });
}

/** The route that a phase without a baseline starts from. */
export function baselineOf(phase: string, { routes, root }: StoredBefore): Spec {
  const route = routes[phase];
  if (route) return route.spec;
  throw new CliError(
    EXIT.badInput,
    `phases.${phase}: it names no baseline, and ${root} has no route of it\nName a model under baseline`,
  );
}

/** A routing file that cannot be read has no routes: a study would not start from it either. */
function routesIn(text: string): StoredBefore['routes'] {
  try {
    const parsed = parsePermanentRoutes(JSON.parse(text));
    return parsed.ok ? parsed.value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
