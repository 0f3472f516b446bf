import type { SchemaReader } from '../../suites/check-tools';
import type { Imported } from '../../suites/import/imported';

/** What `import suite` was told beside the file. */
export interface FormatOptions {
  readonly answers?: string;
  readonly callDue: boolean;
  readonly tools?: string;
  readonly prompt: number;
  readonly targets: 'contains' | 'equals';
  /** Of Inspect: `input=question,target=answer`. */
  readonly fields?: string;
}

/** Test cases of another tool. */
export interface Format {
  /** One line for people. */
  readonly about: string;
  /** The options that it takes, of those that not every format does. */
  readonly takes: readonly (keyof FormatOptions)[];
  /** False: what stands in a file's place is something else. */
  readonly isFile?: false;
  /**
   * Reads them.
   *
   * @throws {RatchetError | CliError} where the file cannot be read at all
   */
  read(file: string, options: FormatOptions, reader: SchemaReader): Promise<Imported>;
}
