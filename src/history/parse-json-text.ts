import type { z } from 'zod';
import type { Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';

/** Reads a JSON text by a schema, or says everything that is wrong with it. */
export function parseJsonText<T>(schema: z.ZodType<T>, text: string): Parsed<T> {
  const json = jsonOf(text);
  if (!json.ok) return json;
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, issues: inputIssues(parsed.error, json.value) };
}

function jsonOf(text: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, issues: [{ path: [], message: `expected JSON, found ${String(error)}` }] };
  }
}
