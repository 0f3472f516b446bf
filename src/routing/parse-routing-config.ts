import { z } from 'zod';
import { storedSpec } from '../history/parse-evidence';
import { parseJsonText } from '../history/parse-json-text';
import type { Parsed } from '../input-issue';
import { fields } from '../parse-issues';
import type { MergedRouting } from './merged-routing';
import type { RoutingConfig } from './routing-config';

const pinnedFile = fields({ file: z.string(), sha256: z.string() });

const routed = {
  route: storedSpec,
  specId: z.string(),
  variantFile: pinnedFile.exactOptional(),
  reason: z.string(),
  simulated: z.literal(true).exactOptional(),
  measured: fields({ at: z.string() }),
};

const permanent = {
  ...routed,
  fallbacks: z.array(z.string()),
  sinceCycle: z.int().min(0),
  decision: z.string(),
};

/** `routing_config.json` of a study. People edit it, so what is wrong is told field by field. */
export const routingConfigSchema: z.ZodType<RoutingConfig> = fields({
  schemaVersion: z.literal(1),
  study: z.string(),
  state: z.enum(['live', 'finished', 'stopped', 'budget-spent', 'failed']),
  tunes: z.array(z.string()),
  simulatedModels: z.array(z.string()).exactOptional(),
  variantFiles: z.record(z.string(), pinnedFile).exactOptional(),
  phases: z.record(z.string(), fields(permanent)).superRefine(checkPhases),
  trial: z.record(z.string(), fields({ ...routed, recommendation: z.string() })).exactOptional(),
});

/** A route under another phase's name would be measured with the wrong suite. */
function checkPhases(phases: RoutingConfig['phases'], context: z.RefinementCtx): void {
  for (const [name, { route }] of Object.entries(phases)) {
    if (route.phase === name) continue;
    const message = `expected "${name}", the phase that it stands under, found "${route.phase}"`;
    context.addIssue({ code: 'custom', path: [name, 'route', 'phase'], message });
  }
}

/** `routing_config.json` of the data folder. */
export const mergedRoutingSchema: z.ZodType<MergedRouting> = fields({
  schemaVersion: z.literal(1),
  phases: z.record(z.string(), fields({ ...permanent, study: z.string() })),
});

/** Reads a routing file; the byte order mark that some editors put before it is passed over. */
export function parseRoutingConfig(text: string): Parsed<RoutingConfig> {
  return parseJsonText(routingConfigSchema, text.replace(/^\ufeff/, ''));
}

export function parseMergedRouting(text: string): Parsed<MergedRouting> {
  return parseJsonText(mergedRoutingSchema, text);
}
