/** Why something is not carried over, and what to do about it. */
export interface Problem {
  readonly why: string;
  readonly mend: string;
}
