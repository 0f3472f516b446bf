/** What applications import: `import { loadRouting, call } from 'ratchet'`. Loads nothing of Temporal. */
export { type ErrorCode, RatchetError } from '../src/errors';
export type { Json, JsonObject, JsonSchema } from '../src/json';
export type { ModelEntry } from '../src/models/model-entry';
export type {
  DiagnosisRule,
  DiagnosisView,
  ExportedRow,
  Exporter,
  Gate,
  GateView,
  Generator,
  GeneratorView,
  Proposed,
  Provider,
  ProviderAnswer,
  ProviderIdentity,
  ProviderRequest,
  Remedy,
  Scorer,
  StoredValue,
  StoreList,
  StoreRead,
  StoreRemove,
  StoreWrite,
  Variant,
  VariantAnswer,
  VariantQuestion,
  VariantView,
} from '../src/plugins/plugin';
export type { Spec } from '../src/spec/spec';
export type { Example, Message, Tool, ToolCall } from '../src/suites/suite';
export type { PromptSet } from '../src/variants/variant';
export type { Answer, FailedModel, RouteUsed } from './answer';
export { type CallOptions, call } from './call';
export { loadRouting, type Routing, type RoutingOptions } from './load-routing';
export type { LoadedRoute } from './loaded-route';
