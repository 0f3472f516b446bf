/** The files below a study's folder, as an audit reads them. */
export interface StudyFiles {
  /** With `/` between folders, in order. */
  readonly names: readonly string[];
  /** Null: there is no such file. */
  read(name: string): Promise<Uint8Array | null>;
}

/** What an audit needs of its surroundings. */
export interface Tools {
  /** As 64 hexadecimal digits; of a text in UTF-8. */
  readonly sha256: (content: Uint8Array | string) => string;
  /** @throws where the bytes are no gzip */
  readonly gunzip: (bytes: Uint8Array) => Uint8Array;
}
