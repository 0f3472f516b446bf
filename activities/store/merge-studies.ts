import { join } from 'node:path';
import { canonicalJsonLines } from '../../src/canonical-json';
import { ROUTING_FILE } from '../../src/history/study-files';
import { type MergedRouting, mergeRouting } from '../../src/routing/merged-routing';
import { parseMergedRouting, parseRoutingConfig } from '../../src/routing/parse-routing-config';
import type { RoutingConfig } from '../../src/routing/routing-config';
import type { OpenStore, StoreFiles } from './medium';
import { isUnreadable } from './read-if-there';
import { mergedRoutingFile, studiesFolder } from './store-paths';

/** Writes the routes of all studies into one file, for applications to load. */
export async function mergeStudies(store: OpenStore): Promise<void> {
  const { before, text } = await mergedText(store);
  if (text !== before) await store.replace(mergedRoutingFile(store.root), text);
}

/** The merged file as it is, and as the studies' own files make it. */
export async function mergedText(
  files: StoreFiles,
): Promise<{ readonly before: string | undefined; readonly text: string }> {
  const before = await files.text(mergedRoutingFile(files.root));
  const studies = await Promise.all(
    (await files.studyNames()).map((study) => routesOf(files, study, before)),
  );
  return { before, text: canonicalJsonLines(mergeRouting(studies)) };
}

type Routes = Pick<RoutingConfig, 'study' | 'phases'>;

/** One study's broken file must neither stop the others nor take its routes from applications. */
async function routesOf(
  files: StoreFiles,
  study: string,
  before: string | undefined,
): Promise<Routes> {
  const path = join(studiesFolder(files.root), study, ROUTING_FILE);
  const text = await files.text(path).catch(emptyIfUnreadable);
  if (text === undefined) return { study, phases: {} };
  const config = parseRoutingConfig(text);
  return config.ok ? config.value : { study, phases: routesFrom(study, before) };
}

/** A pipe in the file's place, a folder, or one that nobody may read: text that is no routing file either. */
function emptyIfUnreadable(error: unknown): string {
  if (isUnreadable(error)) return '';
  throw error;
}

function routesFrom(study: string, before: string | undefined): RoutingConfig['phases'] {
  const merged = before === undefined ? NOTHING_MERGED : parseMergedRouting(before);
  if (!merged.ok) return {};
  const own = Object.entries(merged.value.phases)
    .filter(([, route]) => route.study === study)
    .map(([phase, merged]) => {
      const { study: _, ...route } = merged;
      return [phase, route] as const;
    });
  return Object.fromEntries(own);
}

const NOTHING_MERGED: { ok: true; value: MergedRouting } = {
  ok: true,
  value: { schemaVersion: 1, phases: {} },
};
