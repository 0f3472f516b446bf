/** Something in an archive that is not as it should be. */
export interface Finding {
  /** Below the study's folder; `routing_config.json of the data folder` lies beside it. */
  readonly file: string;
  /** Line and byte, event, or field. */
  readonly at: string;
  readonly expected: string;
  readonly found: string;
}

/** The same before anybody knows in which file: what recomputing finds. */
export type FindingInside = Omit<Finding, 'file'>;
