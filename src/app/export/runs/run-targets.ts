/** What runs can be written for. */
export const RUN_TARGETS = ['inspect', 'promptfoo', 'csv', 'parquet', 'otel'] as const;
export type RunTarget = (typeof RUN_TARGETS)[number];
