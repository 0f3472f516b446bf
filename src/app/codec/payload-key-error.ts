import { CliError, EXIT } from '../cli-error';

/** A payload that cannot be read for want of its key. Its words hold names of keys and files alone. */
export class PayloadKeyError extends CliError {
  constructor(message: string, options?: ErrorOptions) {
    super(EXIT.failed, message, options);
  }
}
