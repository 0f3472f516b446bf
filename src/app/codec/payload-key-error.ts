import { CliError, EXIT } from '../cli-error';

/** A payload that cannot be read for want of its key. Its words hold names of keys and files alone. */
export class PayloadKeyError extends CliError {
  /** Read by failure-converter.cjs, which may be loaded apart from this class. */
  readonly isAboutKeys = true;

  constructor(message: string, options?: ErrorOptions) {
    super(EXIT.failed, message, options);
  }
}
