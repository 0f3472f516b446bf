/** An evaluation whose runs are being made. */
export interface UnderWay {
  /** `e1-variant-atomic`. */
  readonly name: string;
  readonly phase: string;
  /** The letters of each run that is made, in order. */
  readonly letters: readonly string[];
}
