import { VARIANT_NAMES } from '../variants/variant-names';
import { type PinnedFile, pluginName } from './study-plugins';

/** What a variant may be called. A function: Temporal freezes what is exported, and zod cannot use a frozen pattern. */
export const variantName = (): RegExp => /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/;

/** `terse` for `/my/terse.ts`: a variant of a plug-in is called as its file is. */
export function variantOfFile(file: string): string {
  return pluginName({ file }).replace(/\.[cm]?[jt]s$/, '');
}

interface Plugged {
  readonly plugins?: { readonly variants?: readonly string[] | undefined } | undefined;
}

/** Every variant that a study may name: the built-in ones, and those of its plug-ins. */
export function variantsOf({ plugins }: Plugged): readonly string[] {
  return [...VARIANT_NAMES, ...(plugins?.variants ?? []).map(variantOfFile)];
}

/** By name, the files of the variants that are plug-ins, as the study was admitted with them. */
export function variantFiles(
  plugins: readonly (PinnedFile & { readonly kind: string })[] = [],
): Readonly<Record<string, PinnedFile>> {
  const own = plugins.filter(({ kind }) => kind === 'variants');
  return Object.fromEntries(own.map(({ file, sha256 }) => [variantOfFile(file), { file, sha256 }]));
}
