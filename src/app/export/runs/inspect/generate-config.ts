import type { Spec } from '../../../../spec/spec';

/** What of a spec Inspect knows as the configuration of a model; it takes whole seconds. */
export function generateConfig({ temperature, timeoutSeconds }: Spec) {
  return { temperature, timeout: Math.ceil(timeoutSeconds) };
}
