import type { LoadedRoute } from '../../../application';
import type { Json } from '../../json';

/** How a route samples, with the names apart that every provider has one of its own for. */
export interface Sampling {
  readonly temperature: number;
  readonly maxTokens: number | null;
  readonly topP: number | null;
  /** Further parameters, which go into the request's body as they are. */
  readonly others: Readonly<Record<string, Json>>;
}

/** @param usualMaxTokens - the variant's own limit; null where the variant is not exported */
export function sampling({ spec, params }: LoadedRoute, usualMaxTokens: number | null): Sampling {
  const { max_tokens: maxTokens, top_p: topP, ...others } = params;
  return {
    temperature: spec.temperature,
    maxTokens: numberOr(maxTokens, usualMaxTokens),
    topP: numberOr(topP, null),
    others,
  };
}

function numberOr(value: Json | undefined, otherwise: number | null): number | null {
  return typeof value === 'number' ? value : otherwise;
}
