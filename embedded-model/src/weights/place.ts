import type { CatalogueEntry } from './catalogue.ts';

/** Somewhere weights may be had from. Nothing it gives is trusted before its hash is known. */
export interface Place {
  /** As the user is told it: "the official file at https://…". */
  readonly name: string;
  /** How often a transfer that broke off may be taken up again while it makes progress. */
  readonly resumes: number;
  /**
   * Opens the bytes of the file from the given offset on, or from an earlier one.
   *
   * @throws Error when the place cannot be reached or does not have the file
   */
  open(entry: CatalogueEntry, offset: number): Promise<OpenedBytes>;
}

export interface OpenedBytes {
  /** Offset in the file of the first byte; at most the one asked for. */
  readonly offset: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}
