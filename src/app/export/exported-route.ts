import { type Environment, resolveAddress } from '../../../activities/models/endpoint';
import type { LoadedRoute } from '../../../application';
import type { ModelEntry } from '../../models/model-entry';
import { nativeApi } from '../../variants/native-api';
import type { Question } from '../../variants/variant';
import { type Sampling, sampling } from './sampling';

/** A route in the words of other programs: they know an address, a key's variable and sampling, and no variant. */
export interface ExportedRoute {
  readonly route: LoadedRoute;
  /** The route's own model first, then its fallbacks. */
  readonly models: readonly ExportedModel[];
  readonly sampling: Sampling;
  /** What `native_api` says to the model before the task; null for a variant that only `call` can carry out. */
  readonly system: string | null;
}

export interface ExportedModel {
  readonly entry: ModelEntry;
  readonly address: string;
}

export function exportedRoute(route: LoadedRoute, env: Environment): ExportedRoute {
  const native = route.spec.variant === nativeApi.name ? nativeQuestion(route) : null;
  return {
    route,
    models: route.models.map((entry) => ({ entry, address: resolveAddress(entry, env) })),
    sampling: sampling(route, native?.maxTokens ?? null),
    system: native?.messages[0]?.content ?? null,
  };
}

function nativeQuestion({ prompt }: LoadedRoute): Question | null {
  const messages = [{ role: 'user', content: '' }] as const;
  const step = nativeApi.next({ tools: [], examples: [], messages, history: [], prompt }, []);
  return step.kind === 'ask' ? step.question : null;
}
