import { z } from 'zod';
import { storedSpec } from '../history/parse-evidence';
import { parseJsonText } from '../history/parse-json-text';
import type { Parsed } from '../input-issue';
import { fields } from '../suites/parse-issues';
import type { MergedRouting } from './merged-routing';
import type { RoutingConfig } from './routing-config';

const routed = {
  route: storedSpec,
  specId: z.string(),
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
  phases: z.record(z.string(), fields(permanent)),
  trial: z.record(z.string(), fields({ ...routed, recommendation: z.string() })).exactOptional(),
});

/** `routing_config.json` of the data folder. */
export const mergedRoutingSchema: z.ZodType<MergedRouting> = fields({
  schemaVersion: z.literal(1),
  phases: z.record(z.string(), fields({ ...permanent, study: z.string() })),
});

export function parseRoutingConfig(text: string): Parsed<RoutingConfig> {
  return parseJsonText(routingConfigSchema, text);
}

export function parseMergedRouting(text: string): Parsed<MergedRouting> {
  return parseJsonText(mergedRoutingSchema, text);
}
