// Plain JavaScript: Temporal loads it by its path, from sources and from a build, and bundles it with the workflows.
const { DefaultFailureConverter } = require('@temporalio/common');

const plain = new DefaultFailureConverter();

/**
 * Puts messages and stack traces into payloads, which the codec encrypts. Not those about a missing key: whoever has
 * to mend it could not read them.
 */
class EncryptedFailureConverter extends DefaultFailureConverter {
  errorToFailure(error, ...more) {
    return error?.isAboutKeys === true
      ? plain.errorToFailure(error, ...more)
      : super.errorToFailure(error, ...more);
  }
}

/** The name that workers, clients and workflow bundles look for. */
exports.failureConverter = new EncryptedFailureConverter({ encodeCommonAttributes: true });
