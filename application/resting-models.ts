import type { ModelEntry } from '../src/models/model-entry';
import type { FailedModel } from './answer';

interface Rest {
  readonly until: number;
  readonly failed: FailedModel;
}

/** Models that failed a moment ago, for all routes of this process. */
const rests = new Map<string, Rest>();

/** The endpoint and the model there: the name alone may stand for another one in another models file. */
export function endpointId({ name, provider, baseUrl, modelId }: ModelEntry): string {
  return JSON.stringify([name, provider, baseUrl, modelId]);
}

/** Lets a model that failed rest, so that not every call waits for it in vain. */
export function rest(entry: ModelEntry, failed: FailedModel, seconds: number): void {
  rests.set(endpointId(entry), { until: performance.now() + seconds * 1000, failed });
}

/** It answered. */
export function wake(entry: ModelEntry): void {
  rests.delete(endpointId(entry));
}

/** Why a model is not asked now; undefined: it may be asked. */
export function whyResting(entry: ModelEntry): FailedModel | undefined {
  const found = rests.get(endpointId(entry));
  const seconds = found === undefined ? 0 : (found.until - performance.now()) / 1000;
  if (found === undefined || seconds <= 0) return undefined;
  const { message } = found.failed;
  return { ...found.failed, message: `${message}; asked again in ${Math.ceil(seconds)} s` };
}
