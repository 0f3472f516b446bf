import { atomic } from './atomic';
import { atomicFewShot } from './atomic-few-shot';
import { fewShot } from './few-shot';
import { jsonSchema } from './json-schema';
import { nativeApi } from './native-api';
import { rawSchema } from './raw-schema';
import type { Variant } from './variant';

/** Every way to ask for a tool decision and to read it, by name. The order says nothing about merit. */
export const VARIANTS: Readonly<Record<string, Variant>> = Object.fromEntries(
  [nativeApi, rawSchema, jsonSchema, fewShot, atomic, atomicFewShot].map((variant) => [
    variant.name,
    variant,
  ]),
);

/** The variant of that name, or undefined where there is none. */
export function variantNamed(name: string): Variant | undefined {
  return Object.hasOwn(VARIANTS, name) ? VARIANTS[name] : undefined;
}
