/** Every way to ask for a tool decision that this version knows. */
export const VARIANT_NAMES = [
  'native_api',
  'raw_schema',
  'json_schema',
  'few_shot',
  'atomic',
  'atomic_few_shot',
] as const;
export type VariantName = (typeof VARIANT_NAMES)[number];

/** The variants that cannot be asked without worked examples in the suite. */
export const NEED_EXAMPLES: readonly string[] = ['few_shot', 'atomic_few_shot'];
