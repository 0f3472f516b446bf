import { z } from 'zod';
import type { Parsed } from '../input-issue';
import type { DecisionLine } from './decision-log';
import { entryHead, eventBodies } from './parse-event-bodies';
import { parseJsonText } from './parse-json-text';

const head = {
  ...entryHead,
  schemaVersion: z.literal(1),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  seq: z.int().min(1),
  study: z.string(),
  cycle: z.int().min(0),
};
const inPhase = { ...head, phase: z.string() };

function line<Type extends keyof typeof eventBodies>(type: Type) {
  return { ...head, type: z.literal(type), ...eventBodies[type] };
}

/** One line of `routing_decisions.log`. */
export const decisionLineSchema: z.ZodType<DecisionLine> = z.discriminatedUnion('type', [
  z.strictObject(line('study-admitted')),
  z.strictObject({ ...inPhase, ...line('baseline-measured') }),
  z.strictObject({ ...inPhase, ...line('candidate-screened') }),
  z.strictObject({ ...inPhase, ...line('candidate-decided') }),
  z.strictObject({ ...inPhase, ...line('candidate-inapplicable') }),
  z.strictObject({ ...inPhase, ...line('diagnosed') }),
  z.strictObject({ ...inPhase, ...line('promotion-verified') }),
  z.strictObject({ ...inPhase, ...line('baseline-promoted') }),
  z.strictObject(line('trial-opened')),
  z.strictObject(line('trial-kept')),
  z.strictObject(line('trial-undone')),
  z.strictObject({ ...inPhase, ...line('phase-closed') }),
  z.strictObject({ ...inPhase, ...line('held-out-measured') }),
  z.strictObject({ ...inPhase, ...line('ceiling-reached') }),
  z.strictObject({ ...inPhase, ...line('hand-edit') }),
  z.strictObject(line('recommendation-settled')),
  z.strictObject({ ...inPhase, ...line('route-watched') }),
  z.strictObject(line('control')),
  z.strictObject(line('study-ended')),
]);

/** Reads one line of the log. */
export function parseDecisionLine(text: string): Parsed<DecisionLine> {
  return parseJsonText(decisionLineSchema, text);
}
