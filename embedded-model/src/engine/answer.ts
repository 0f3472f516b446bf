/** What the engine answered, and what it took. */
export interface Answer {
  readonly text: string;
  readonly calls: readonly AnsweredCall[];
  readonly finish: 'stop' | 'length' | 'tool_calls';
  readonly usage: Readonly<{ prompt: number; cached: number; completion: number }>;
  readonly timings: AnswerTimings;
}

export interface AnsweredCall {
  readonly name: string;
  readonly arguments: unknown;
}

/** In milliseconds. */
export interface AnswerTimings {
  /** Waiting for other requests to be answered. */
  readonly queue: number;
  /** Bringing the model into memory; 0 when it was there. */
  readonly load: number;
  /** From then to the first token of the answer. */
  readonly prompt: number;
  /** From the first token to the last. */
  readonly generate: number;
}
