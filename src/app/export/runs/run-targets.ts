/** What runs can be written for. */
export const RUN_TARGETS = ['inspect', 'promptfoo', 'csv', 'parquet', 'otel'] as const;
/** Or the path of a plug-in that writes them: a dot or a slash tells it from a name. */
export type RunTarget = (typeof RUN_TARGETS)[number];
