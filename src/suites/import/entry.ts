import type { ItemFile, SuiteFile } from '../parse-suite-file';

/** One entry of another tool's file as an item, with the tools that are offered for it there. */
export interface Entry {
  /** Where it stands: `data.json:12`. */
  readonly at: string;
  readonly item: ItemFile;
  readonly tools: SuiteFile['tools'];
}

/** What of another tool's file is not in the suite, and what can be done about it. */
export interface NotCarried {
  readonly at: string;
  /** Its name there. */
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}

/** An entry, or why it is none. */
export type Carried =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly notCarried: NotCarried };
