/** How an endpoint is spoken to. */
export const PROVIDERS = [
  'openai-compatible',
  'openai',
  'anthropic',
  'embedded',
  'scenario',
] as const;
export type Provider = (typeof PROVIDERS)[number];

/** An entry of the models file, read and checked. */
export interface ModelEntry {
  readonly name: string;
  /** `plugin`: a file of the user's speaks to it. */
  readonly provider: Provider | 'plugin';
  readonly plugin?: {
    /** As the models file has it; absolute once that is loaded. */
    readonly file: string;
    /** Of the file; not there before it is loaded. */
    readonly sha256?: string;
  };
  /** Null for providers with a well-known address. */
  readonly baseUrl: string | null;
  /** The id that the endpoint knows the model by. */
  readonly modelId: string;
  /** The environment variable that holds the key; null: no key is sent. */
  readonly apiKeyEnv: string | null;
  /** Evaluations at once. */
  readonly slots: number;
  /** Models of one pool share its slots. */
  readonly pool: string;
  readonly requestsPerMinute: number | null;
  /** US dollars per million tokens. */
  readonly prices: { readonly inputPerMillion: number; readonly outputPerMillion: number } | null;
  /** Models that count as the one asked for when the endpoint names them (aliases, dated names). */
  readonly servedAs: readonly string[];
}
