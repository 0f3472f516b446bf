import { z } from 'zod';
import type { Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';
import type { PinnedFile } from '../plugins/study-plugins';
import type { Spec } from '../spec/spec';
import { specSchema } from '../study/parse-spec';

/** What an application needs to know of a permanent route. */
export interface PermanentRoute {
  readonly spec: Spec;
  /** The file of its variant, where that is a plug-in; null for a built-in one. */
  readonly variantFile: PinnedFile | null;
  /** Models to go on with when this one cannot be asked, best first. */
  readonly fallbacks: readonly string[];
  readonly study: string;
  /** The cycle that made it permanent; 0: it was given, not earned. */
  readonly sinceCycle: number;
  /** Id of the event that made it permanent. */
  readonly decision: string;
  readonly reason: string;
  readonly simulated: boolean;
  /** When it was made permanent, ISO 8601. */
  readonly since: string;
}

/** It names a folder too, so it must never lead out of the one where studies are. */
const study = z
  .string()
  .regex(/^[a-z0-9-]{1,63}$/, 'expected 1 to 63 of a-z, 0-9 and -')
  .optional();

/** Fields that a later version adds are passed over, but for those of a spec: unknown, they could not be followed. */
const route = z.looseObject({
  route: specSchema(),
  variantFile: z.looseObject({ file: z.string(), sha256: z.string() }).optional(),
  fallbacks: z.array(z.string()),
  study,
  sinceCycle: z.int().min(0),
  decision: z.string(),
  reason: z.string(),
  simulated: z.boolean().optional(),
  measured: z.looseObject({ at: z.string() }),
});

const file = z.looseObject({
  schemaVersion: z.literal(1),
  study,
  phases: z.record(z.string(), route),
});

type File = z.infer<typeof file>;

/**
 * The permanent routes by phase that a routing file holds: a study's own, or the one that merges all studies.
 * Trials are not read. Never throws.
 *
 * @param input - what the file holds as JSON
 */
export function parsePermanentRoutes(
  input: unknown,
): Parsed<Readonly<Record<string, PermanentRoute>>> {
  const parsed = file.safeParse(input);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, input) };
  const issues = misplaced(parsed.data);
  if (issues.length > 0) return { ok: false, issues };
  const routes = Object.entries(parsed.data.phases).map(([phase, found]) => [
    phase,
    permanentRoute(found, found.study ?? parsed.data.study ?? ''),
  ]);
  return { ok: true, value: Object.fromEntries(routes) };
}

function permanentRoute(found: File['phases'][string], study: string): PermanentRoute {
  const { route: spec, variantFile, fallbacks, sinceCycle, decision, reason } = found;
  const { simulated, measured } = found;
  return {
    spec,
    variantFile: variantFile ? { file: variantFile.file, sha256: variantFile.sha256 } : null,
    fallbacks,
    study,
    sinceCycle,
    decision,
    reason,
    simulated: simulated === true,
    since: measured.at,
  };
}

/** A route under another phase's name would answer what it was not measured for. */
function misplaced({ phases }: File) {
  return Object.entries(phases)
    .filter(([phase, { route: spec }]) => spec.phase !== phase)
    .map(([phase, { route: spec }]) => ({
      path: ['phases', phase, 'route', 'phase'],
      message: `expected "${phase}", the phase that it stands under, found "${spec.phase}"`,
    }));
}
