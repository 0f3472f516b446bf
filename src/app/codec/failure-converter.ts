import { DefaultFailureConverter } from '@temporalio/common';
import { PayloadKeyError } from './payload-key-error';

const plain = new DefaultFailureConverter();

/**
 * Puts messages and stack traces into payloads, which the codec encrypts. Not those about a missing key: whoever has
 * to mend it could not read them.
 */
class EncryptedFailureConverter extends DefaultFailureConverter {
  override errorToFailure(
    ...[error, ...more]: Parameters<DefaultFailureConverter['errorToFailure']>
  ): ReturnType<DefaultFailureConverter['errorToFailure']> {
    return error instanceof PayloadKeyError
      ? plain.errorToFailure(error, ...more)
      : super.errorToFailure(error, ...more);
  }
}

/** The name that workers, clients and workflow bundles look for. */
export const failureConverter = new EncryptedFailureConverter({ encodeCommonAttributes: true });
