import { DefaultFailureConverter } from '@temporalio/common';

/** The name that workers, clients and workflow bundles look for. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
