/** What routes can be written for. */
export const TARGETS = ['litellm', 'ai-sdk', 'env'] as const;
export type Target = (typeof TARGETS)[number];
