import { z } from 'zod';
import type { Parsed } from '../input-issue';
import type { CycleFile } from './cycle-file';
import { entryHead, eventBodies } from './parse-event-bodies';
import { parseJsonText } from './parse-json-text';

function entries<Type extends keyof typeof eventBodies>(type: Type) {
  return z.array(z.strictObject({ ...entryHead, ...eventBodies[type] }));
}

/** `cycles/<n>.json` of a study. */
export const cycleFileSchema: z.ZodType<CycleFile> = z.strictObject({
  schemaVersion: z.literal(1),
  study: z.string(),
  cycle: z.int().min(0),
  phases: z.record(
    z.string(),
    z.strictObject({
      'baseline-measured': entries('baseline-measured'),
      'candidate-screened': entries('candidate-screened').default([]),
      'candidate-decided': entries('candidate-decided'),
      'candidate-inapplicable': entries('candidate-inapplicable'),
      diagnosed: entries('diagnosed'),
      'promotion-verified': entries('promotion-verified').default([]),
      'baseline-promoted': entries('baseline-promoted'),
      'trial-opened': entries('trial-opened'),
      'trial-kept': entries('trial-kept'),
      'trial-undone': entries('trial-undone'),
      'phase-closed': entries('phase-closed'),
      'held-out-measured': entries('held-out-measured').default([]),
      'ceiling-reached': entries('ceiling-reached').default([]),
      'hand-edit': entries('hand-edit').default([]),
      'recommendation-settled': entries('recommendation-settled').exactOptional(),
      'route-watched': entries('route-watched').exactOptional(),
    }),
  ),
  controls: entries('control'),
  ended: entries('study-ended'),
});

export function parseCycleFile(text: string): Parsed<CycleFile> {
  return parseJsonText(cycleFileSchema, text);
}
