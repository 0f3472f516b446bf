import { z } from 'zod';
import type { JsonObject } from '../json';
import { jsonObject } from '../parse-json';
import type { SuiteRef } from '../runs/run';
import type { PromptSet } from '../variants/variant';

/** What a study was admitted with, as far as its routes name it. */
export interface AdmittedStudy {
  readonly id: string;
  readonly cycle: number;
  readonly prompts: Readonly<Record<string, PromptSet>>;
  readonly params: Readonly<Record<string, JsonObject>>;
  /** By phase. */
  readonly suites: Readonly<Record<string, SuiteRef>>;
}

const promptSet = z.looseObject({
  system: z.string().exactOptional(),
  tools: z.record(z.string(), z.string()).exactOptional(),
});

const line = z.looseObject({
  type: z.literal('study-admitted'),
  id: z.string(),
  cycle: z.int(),
  definition: z.looseObject({
    prompts: z.record(z.string(), promptSet),
    params: z.record(z.string(), jsonObject()),
  }),
  admitted: z.looseObject({
    suites: z.record(
      z.string(),
      z.looseObject({ ref: z.looseObject({ source: z.string(), sha256: z.string() }) }),
    ),
  }),
});

/** Reads a line of `routing_decisions.log`; undefined for one that tells of something else, or cannot be read. */
export function parseAdmittedStudy(text: string): AdmittedStudy | undefined {
  if (!text.includes('"study-admitted"')) return undefined;
  const parsed = line.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { id, cycle, definition, admitted } = parsed.data;
  const suites = Object.entries(admitted.suites).map(([phase, { ref }]) => [phase, ref]);
  return {
    id,
    cycle,
    prompts: definition.prompts,
    params: definition.params,
    suites: Object.fromEntries(suites),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
