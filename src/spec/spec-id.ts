import { DEFAULT_SPEC, type Spec } from './spec';

/**
 * The canonical text of a spec: `lfm/atomic/native_api/t60/r1/i0/w0/T0`.
 * Parts for prompt and params follow only where they are not the default.
 */
export function specId(spec: Spec): string {
  const parts = [
    spec.model,
    spec.phase,
    spec.variant,
    `t${spec.timeoutSeconds}`,
    `r${spec.retries}`,
    `i${spec.isolation}`,
    `w${spec.warmup}`,
    `T${spec.temperature}`,
  ];
  if (spec.prompt !== DEFAULT_SPEC.prompt) parts.push(`prompt=${spec.prompt}`);
  if (spec.params !== DEFAULT_SPEC.params) parts.push(`params=${spec.params}`);
  return parts.join('/');
}

/** Are they the same configuration? */
export function sameSpec(left: Spec, right: Spec): boolean {
  return specId(left) === specId(right);
}
