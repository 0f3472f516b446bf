/** What a proxy does to one request for an answer. */
export type Fault =
  | { readonly kind: 'pass' }
  /** Answers with this status itself. */
  | { readonly kind: 'status'; readonly status: number }
  /** Closes the connection. */
  | { readonly kind: 'cut' }
  /** Never answers. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Says that another model answered. */
  | { readonly kind: 'served'; readonly model: string }
  /** Answers what it answered to the same messages before, whatever seed and temperature. */
  | { readonly kind: 'cached' }
  /** Puts these turns before the last one, as a server would that mixes conversations up. */
  | { readonly kind: 'leak'; readonly turns: readonly Turn[] };

export interface Turn {
  readonly role: string;
  readonly content: string;
}

/** Decides what befalls a request in this run; only requests for answers are asked about. */
export type FaultPlan = (request: { readonly run: number }) => Fault;
