import type { JsonObject } from '../src/json';
import type { ModelEntry } from '../src/models/model-entry';
import type { PermanentRoute } from '../src/routing/parse-permanent-routes';
import type { Example } from '../src/suites/suite';
import type { PromptSet } from '../src/variants/variant';

/** A permanent route with all that it names: what `call` needs. A plain value, without any key. */
export interface LoadedRoute extends PermanentRoute {
  readonly phase: string;
  /** The canonical text of the spec: `lfm/atomic/native_api/t60/r1/i0/w0/T0`. */
  readonly specId: string;
  /** The route's own model first, then its fallbacks in order, as the models file describes them. */
  readonly models: readonly ModelEntry[];
  /** The prompt set that the spec names; null for the variant's own wording. */
  readonly prompt: PromptSet | null;
  /** The provider parameters that the spec names. */
  readonly params: JsonObject;
  /** Worked examples of the phase's suite; empty where the variant uses none. */
  readonly examples: readonly Example[];
}
