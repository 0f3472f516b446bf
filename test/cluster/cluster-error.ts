/** What the script cannot do, and how a person mends it. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';

  constructor(what: string, mend: string, options?: ErrorOptions) {
    super(`${what}\n  ${mend}`, options);
  }
}
