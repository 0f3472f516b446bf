import { type Spec, withPatch } from '../spec/spec';
import { withoutUndefined } from '../without-undefined';
import type { CarriedState } from './carried-state';
import { parseSpecChange } from './parse-controls';

/** The spec that an `addCandidate`, `promote` or `reject` message speaks of; null: the study has no such phase yet. */
export function changedSpec(
  { phases }: CarriedState,
  payload: unknown,
): { readonly phase: string; readonly spec: Spec } | null {
  const parsed = parseSpecChange(payload);
  if (!parsed.ok) return null;
  const { phase: name, patch } = parsed.value;
  const phase = phases.find((each) => each.name === name);
  return phase ? { phase: name, spec: withPatch(phase.baseline, withoutUndefined(patch)) } : null;
}
