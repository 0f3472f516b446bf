import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { seedFromText } from '../statistics/seeded-random';
import { MAX_SUPERSEDED, MAX_TRIED_OUTSIDE, type PhaseState } from './carried-state';
import { factorSpace, specIndex } from './factor-space';
import { gatedAnew } from './gated-state';
import { spaceFactors } from './phase-values';
import { addSpec, hasSpec } from './spec-set';
import type { Study } from './study';

/** Was this spec already decided against the phase's present baseline? */
export function wasTried(study: Study, phase: PhaseState, spec: Spec): boolean {
  const index = specIndex(factorSpace(phase.origin, spaceFactors(study)), spec);
  return index === null
    ? phase.triedOutside.includes(outsideKey(spec))
    : hasSpec(phase.tried, index);
}

/** The phase with one more spec decided against its baseline. */
export function withTried(study: Study, phase: PhaseState, spec: Spec): PhaseState {
  const index = specIndex(factorSpace(phase.origin, spaceFactors(study)), spec);
  if (index !== null) return { ...phase, tried: addSpec(phase.tried, index) };
  const key = outsideKey(spec);
  const outside = [...phase.triedOutside.filter((each) => each !== key), key];
  return { ...phase, triedOutside: outside.slice(-MAX_TRIED_OUTSIDE) };
}

/** The phase with a new baseline: what was decided against the old one may be tried again. */
export function withBaseline(
  phase: PhaseState,
  baseline: Spec,
  since: { readonly cycle: number; readonly decision: string },
): PhaseState {
  const { pending, superseded = [], ...others } = phase;
  const dropped = pending === null ? superseded : [...superseded, pending].slice(-MAX_SUPERSEDED);
  return {
    ...others,
    ...(dropped.length > 0 && { superseded: dropped }),
    previous: phase.baseline,
    baseline,
    sinceCycle: since.cycle,
    decision: since.decision,
    tried: '',
    triedOutside: [],
    pending: null,
    ...(phase.gated && { gated: gatedAnew(phase.gated, []) }),
  };
}

/** At most six characters for an id of up to 320: two ids share one by a chance of 1 in 2^31. */
function outsideKey(spec: Spec): string {
  return seedFromText(specId(spec)).toString(36);
}
