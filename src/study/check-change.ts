import { didYouMean } from '../nearest-word';
import { variantsOf } from '../plugins/plugin-variants';
import { type Spec, withPatch } from '../spec/spec';
import { sameSpec, specId } from '../spec/spec-id';
import { NEED_EXAMPLES } from '../variants/variant-names';
import { withoutUndefined } from '../without-undefined';
import type { CarriedState } from './carried-state';
import type { SpecChange } from './parse-controls';
import type { Study } from './study';
import { wasTried } from './tried';

interface Subject {
  readonly study: Study;
  readonly state: CarriedState;
}

/** A change by hand or of a plug-in, as far as it names things. */
interface NamedChange {
  readonly phase: string;
  readonly patch: Readonly<
    Partial<Record<'model' | 'variant' | 'prompt' | 'params', string | undefined>>
  >;
}

/** What a change by hand asks for that is not there, in one sentence; null: all of it is. */
export function missingFor(
  { study, state }: Subject,
  { phase, patch }: NamedChange,
): string | null {
  const admitted = state.phases.length > 0;
  return (
    unknown(
      'phase',
      phase,
      study.phases.map(({ name }) => name),
    ) ??
    (admitted ? unknown('patch.model', patch.model, Object.keys(state.admitted.models)) : null) ??
    unknown('patch.prompt', patch.prompt, ['default', ...Object.keys(study.prompts)]) ??
    unknown('patch.params', patch.params, ['default', ...Object.keys(study.params)]) ??
    unknown('patch.variant', patch.variant, variantsOf(study)) ??
    lacksExamples(state, { phase, patch })
  );
}

/** Why a candidate by hand would never be measured; null: it would be. */
export function vainCandidate({ study, state }: Subject, change: SpecChange): string | null {
  const phase = state.phases.find(({ name }) => name === change.phase);
  if (!phase) return null;
  const spec: Spec = withPatch(phase.baseline, withoutUndefined(change.patch));
  if (sameSpec(spec, phase.baseline)) {
    return `patch: expected a change, found the baseline itself, ${specId(spec)}`;
  }
  if (wasTried(study, phase, spec)) {
    return `patch: expected a spec that is still untried, found ${specId(spec)}, decided against the present baseline`;
  }
  return null;
}

function unknown(
  field: string,
  found: string | undefined,
  known: readonly string[],
): string | null {
  if (found === undefined || known.includes(found)) return null;
  return `${field}: expected one of ${known.join(', ')}, found ${found}${didYouMean(found, known)}`;
}

function lacksExamples({ admitted }: CarriedState, { phase, patch }: NamedChange): string | null {
  if (patch.variant === undefined || !NEED_EXAMPLES.includes(patch.variant)) return null;
  if (admitted.suites[phase]?.hasExamples !== false) return null;
  return `patch.variant: expected a variant that needs no worked examples, found ${patch.variant}; the suite of ${phase} has none`;
}
